"""`python -m partnership` is the command line."""

import sys

from partnership.cli import main

if __name__ == "__main__":
    sys.exit(main())
