"""The command line: the one room that prints, looks at the environment, and ends a process with a code."""

from partnership.cli.main import main as main
