# The names that most people need, once each; `__init__.py` finds here where they live. All others are one room further
# in: every kind of record in `partnership.records`, what findings hold in `partnership.findings`, and so on.

from partnership import (
    acts as acts,
    exchange as exchange,
    network as network,
    pictures as pictures,
    records as records,
    simulation as simulation,
)
from partnership.decisions import (
    decide as decide,
)
from partnership.errors import (
    InputError as InputError,
    LedgerError as LedgerError,
    NotLawful as NotLawful,
    NotReady as NotReady,
    NotWaivable as NotWaivable,
    PartnershipError as PartnershipError,
    ProgrammeFileError as ProgrammeFileError,
    Refused as Refused,
    TemplateError as TemplateError,
    UnknownName as UnknownName,
)
from partnership.evaluation import (
    View as View,
)
from partnership.findings import (
    Finding as Finding,
    Severity as Severity,
)
from partnership.index import (
    State as State,
    evolve as evolve,
)
from partnership.network import (
    relationship_graph as relationship_graph,
)
from partnership.programme import (
    PersonalData as PersonalData,
    Programme as Programme,
    load_programme as load_programme,
    load_template as load_template,
    save_programme as save_programme,
)
from partnership.records import (
    Agreement as Agreement,
    Assignment as Assignment,
    Body as Body,
    Contribution as Contribution,
    Decision as Decision,
    Interest as Interest,
    Partner as Partner,
    Person as Person,
    Responsibility as Responsibility,
    Signature as Signature,
)
from partnership.simulation import (
    load_region as load_region,
    simulate as simulate,
)
from partnership.template import (
    Template as Template,
)
from partnership.values import (
    Duration as Duration,
    Money as Money,
    Text as Text,
)

__version__: str
