"""What can be said about a programme: findings, each naming the rule, who lacks what, and how to remedy it."""

from partnership.findings.codes import CODES, MISTAKEN, RULED, Code
from partnership.findings.finding import Finding
from partnership.findings.lack import MOST_NAMED, FilePlace, Lack, Miss, NamesById, Nearest, Subject, lack_lines
from partnership.findings.words import (
    MOMENT_WORDS,
    ORIGIN_WORDS,
    SEVERITY_WORDS,
    STATUS_WORDS,
    GateMoment,
    Origin,
    Severity,
    Status,
)

__all__ = [
    "CODES",
    "MISTAKEN",
    "MOMENT_WORDS",
    "MOST_NAMED",
    "ORIGIN_WORDS",
    "RULED",
    "SEVERITY_WORDS",
    "STATUS_WORDS",
    "Code",
    "FilePlace",
    "Finding",
    "GateMoment",
    "Lack",
    "Miss",
    "NamesById",
    "Nearest",
    "Origin",
    "Severity",
    "Status",
    "Subject",
    "lack_lines",
]
