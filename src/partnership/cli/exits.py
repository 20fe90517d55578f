"""How a command ends: the codes that scripts go by."""

from __future__ import annotations

from enum import IntEnum
from typing import Final


class Exit(IntEnum):
    """What a command answers to the shell."""

    FINE = 0
    LAW_SAYS_NO = 1
    UNUSABLE = 2


BROKEN: Final = 70
"""A fault of the library itself (EX_SOFTWARE of sysexits.h): none of the three answers above."""

INTERRUPTED: Final = 130
"""As shells count it: 128 and the number of SIGINT."""

PIPE_CLOSED: Final = 141
"""As shells count it: 128 and the number of SIGPIPE."""
