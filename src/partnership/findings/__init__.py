"""What can be said about a programme: findings, each naming the rule, who lacks what, and how to remedy it."""

from partnership.findings.codes import CODES as CODES, MISTAKEN as MISTAKEN, RULED as RULED, Code as Code
from partnership.findings.finding import Finding as Finding
from partnership.findings.lack import (
    MOST_NAMED as MOST_NAMED,
    FilePlace as FilePlace,
    Lack as Lack,
    Miss as Miss,
    NamesById as NamesById,
    Nearest as Nearest,
    Subject as Subject,
    lack_lines as lack_lines,
)
from partnership.findings.words import (
    MOMENT_WORDS as MOMENT_WORDS,
    ORIGIN_WORDS as ORIGIN_WORDS,
    SEVERITY_WORDS as SEVERITY_WORDS,
    STATUS_WORDS as STATUS_WORDS,
    GateMoment as GateMoment,
    Origin as Origin,
    Severity as Severity,
    Status as Status,
)
