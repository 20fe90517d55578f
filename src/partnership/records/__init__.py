"""The nouns: frozen, typed records of everything that a partnership writes down, a file a topic.

A kind is named in the file of its topic and nowhere else: its class, and its place in the union at the end.
"""

from partnership.records.activities import *
from partnership.records.agreements import *
from partnership.records.base import (
    MOST_ELEMENTS as MOST_ELEMENTS,
    ListOf as ListOf,
    Pair as Pair,
    Phrase as Phrase,
    Record as Record,
    Several as Several,
    TwoOrMore as TwoOrMore,
    is_in_force as is_in_force,
    kind_of as kind_of,
)
from partnership.records.catalogue import (
    RECORDS as RECORDS,
    REGISTERS as REGISTERS,
    AnyRecord as AnyRecord,
    record_adapter as record_adapter,
)
from partnership.records.evidence import *
from partnership.records.governance import *
from partnership.records.interests import *
from partnership.records.items import (
    Fields as Fields,
    Item as Item,
    beside_id as beside_id,
    FieldScalar as FieldScalar,
    FieldValue as FieldValue,
)
from partnership.records.marks import (
    Label as Label,
    Such as Such,
    Words as Words,
)
from partnership.records.organisations import *
from partnership.records.parse import (
    amended as amended,
    parse_record as parse_record,
    record_class as record_class,
)
from partnership.records.people import *
from partnership.records.safeguards import *
from partnership.records.shapes import (
    FieldShape as FieldShape,
    embedded_types as embedded_types,
    field_types as field_types,
    listings as listings,
    plain_ids as plain_ids,
    references as references,
)
from partnership.records.volunteering import *
from partnership.records.wards import *
from partnership.records.words import (
    Condition as Condition,
    choices as choices,
    field_label as field_label,
    having as having,
    labels as labels,
    noun as noun,
    phrases as phrases,
    word as word,
)
