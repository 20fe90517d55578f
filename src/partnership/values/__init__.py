"""The ground: ids, texts, days, money, and their one way into JSON. It leans on nothing of ours."""

from partnership.base import AsItIs as AsItIs
from partnership.messages import LONGEST_TEXT as LONGEST_TEXT, Language as Language, escape as escape
from partnership.values.bulk import uncollected as uncollected
from partnership.values.days import (
    ONE_DAY as ONE_DAY,
    Day as Day,
    DayAndTime as DayAndTime,
    Moment as Moment,
    PartialDate as PartialDate,
    PartOrDay as PartOrDay,
    TimedDay as TimedDay,
    as_day as as_day,
    as_moment as as_moment,
    as_partial as as_partial,
    as_timed as as_timed,
    has_come as has_come,
    in_force as in_force,
    last_day as last_day,
    plain_day as plain_day,
)
from partnership.values.digest import (
    canonical_json as canonical_json,
    digest as digest,
    digest_of_bytes as digest_of_bytes,
)
from partnership.values.ids import (
    LONGEST_ID as LONGEST_ID,
    Id as Id,
    Listed as Listed,
    Ref as Ref,
    check_id as check_id,
    id_trouble as id_trouble,
    is_plain_id as is_plain_id,
    ref as ref,
)
from partnership.values.meant import Wanted as Wanted, as_in_file as as_in_file, rewritten as rewritten
from partnership.values.money import Money as Money
from partnership.values.nearest import (
    MOST_OFFERED as MOST_OFFERED,
    fold as fold,
    nearest as nearest,
    nearest_few as nearest_few,
    nearest_hint as nearest_hint,
    offered as offered,
    tag_hint as tag_hint,
)
from partnership.values.numbers import (
    FRACTION as FRACTION,
    LARGEST_COUNT as LARGEST_COUNT,
    MOST_DIGITS as MOST_DIGITS,
    Exactly as Exactly,
    Number as Number,
    WholeNumber as WholeNumber,
    as_decimal as as_decimal,
    cut as cut,
    exact as exact,
    share_of_whole as share_of_whole,
)
from partnership.values.parameters import ParameterValue as ParameterValue
from partnership.values.periods import (
    Duration as Duration,
    Term as Term,
    as_period as as_period,
    is_in_hours as is_in_hours,
)
from partnership.values.strict import Strict as Strict, ToldBy as ToldBy, field_names as field_names
from partnership.values.text import (
    Lacking as Lacking,
    Said as Said,
    Tag as Tag,
    Text as Text,
    Written as Written,
    check_text as check_text,
    in_all_languages as in_all_languages,
    some as some,
)
