"""What the figures were taken on; no host and no date, so that two runs on one kind of machine can be compared."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version

PACKAGES = (
    "pydantic",
    "PyYAML",
    "networkx",
    "numpy",
    "scipy",
    "rustworkx",
    "igraph",
    "transitions",
    "python-statemachine",
    "eventsourcing",
    "simpy",
    "mesa",
    "starsim",
)


def environment() -> dict[str, object]:
    return {
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _processor(),
        "cores": os.cpu_count(),
        "packages": {name: _version(name) for name in PACKAGES},
    }


def installed(package: str | None) -> bool:
    return package is None or _version(package) is not None


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:  # noqa: PTH123 - not a file of ours
            found = next((line for line in lines if line.startswith("model name")), None)
    except OSError:
        found = None
    return found.split(":", 1)[1].strip() if found else platform.processor()
