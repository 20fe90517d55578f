# The names of the front door, once each; `__init__.py` finds here where they live.

from partnership import (
    acts as acts,
    records as records,
    relations as relations,
)
from partnership.decisions import (
    Migration as Migration,
    decide as decide,
    unsupported as unsupported,
)
from partnership.errors import (
    Fault as Fault,
    InputError as InputError,
    LedgerError as LedgerError,
    MissingExtra as MissingExtra,
    NotLawful as NotLawful,
    NotReady as NotReady,
    NotWaivable as NotWaivable,
    PartnershipError as PartnershipError,
    ProgrammeFileError as ProgrammeFileError,
    Refused as Refused,
    TemplateError as TemplateError,
    UnknownLanguage as UnknownLanguage,
    UnknownName as UnknownName,
)
from partnership.findings import (
    Finding as Finding,
    Lack as Lack,
    Origin as Origin,
    Severity as Severity,
    Status as Status,
    Subject as Subject,
)
from partnership.programme import (
    PersonalDetails as PersonalDetails,
    Programme as Programme,
    PersonalData as PersonalData,
    ledger_head as ledger_head,
    load_programme as load_programme,
    load_template as load_template,
    save_programme as save_programme,
    shipped_templates as shipped_templates,
)
from partnership.programme.ties import (
    ImportedTies as ImportedTies,
    import_ties as import_ties,
)
from partnership.evaluation import (
    View as View,
    Suspension as Suspension,
)
from partnership.records import (
    Activity as Activity,
    Agreement as Agreement,
    Amendment as Amendment,
    Assessment as Assessment,
    Assignment as Assignment,
    Attestation as Attestation,
    BenefitStatement as BenefitStatement,
    Body as Body,
    BudgetLine as BudgetLine,
    ClauseState as ClauseState,
    Club as Club,
    ClubMeeting as ClubMeeting,
    Consent as Consent,
    Consultation as Consultation,
    Contribution as Contribution,
    Credential as Credential,
    Decision as Decision,
    Document as Document,
    Enrolment as Enrolment,
    Event as Event,
    FundingOption as FundingOption,
    Handover as Handover,
    Incident as Incident,
    Indicator as Indicator,
    Interest as Interest,
    Involvement as Involvement,
    Item as Item,
    LegalBasis as LegalBasis,
    Level as Level,
    MediaPlan as MediaPlan,
    Meeting as Meeting,
    Membership as Membership,
    Minutes as Minutes,
    Need as Need,
    Observation as Observation,
    Organisation as Organisation,
    Partner as Partner,
    Person as Person,
    Place as Place,
    Placement as Placement,
    Principle as Principle,
    ProgrammeOutcome as ProgrammeOutcome,
    Prospect as Prospect,
    Publication as Publication,
    RefusalOfAdmission as RefusalOfAdmission,
    RegisterKept as RegisterKept,
    RelatedProgramme as RelatedProgramme,
    Responsibility as Responsibility,
    Risk as Risk,
    RulesOfProcedure as RulesOfProcedure,
    Session as Session,
    Signature as Signature,
    Site as Site,
    StageReached as StageReached,
    Succession as Succession,
    Team as Team,
    Tie as Tie,
    Visit as Visit,
    Volunteer as Volunteer,
    Ward as Ward,
)
from partnership.relations import (
    Network as Network,
    relationship_graph as relationship_graph,
)
from partnership.index import (
    State as State,
    evolve as evolve,
)
from partnership.template import (
    Requirement as Requirement,
    Stage as Stage,
    Template as Template,
)
from partnership.values import (
    Duration as Duration,
    Interval as Interval,
    Money as Money,
    Text as Text,
)

__version__: str
