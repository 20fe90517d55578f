"""`templates MANNER`: CPU milliseconds from the bytes of volunteers.yaml to something frozen and valid.

`ours` is the whole way: syntax, places kept, shape, expansion, every name checked, digest. `plain` is yaml.load with
CSafeLoader and pydantic's validation of the result by the same shape models: no places, no check of names, no digest.
`yaml` is yaml.load alone. The first time in a process, in which validators are made and caches filled, is told apart.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from decimal import Decimal

import yaml

from benchmarks.contestants.ours import shipped_bytes, template_of
from partnership.template.names import Names
from partnership.template.structure import TemplateShape
from partnership.template.terms import Faulty

TIMES = 5


def ours(data: bytes) -> object:
    return template_of(data, "volunteers.yaml")


def _exact(_: yaml.CSafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(node.value)


class ExactLoader(yaml.CSafeLoader):
    """CSafeLoader, with numbers as the shapes want them."""


ExactLoader.add_constructor("tag:yaml.org,2002:float", _exact)


def plain(data: bytes) -> object:
    value = yaml.load(data, Loader=ExactLoader)  # noqa: S506 - a safe loader
    return TemplateShape.model_validate(value, context=Faulty(Names(value)))


def just_yaml(data: bytes) -> object:
    return yaml.load(data, Loader=yaml.CSafeLoader)


MANNERS: dict[str, Callable[[bytes], object]] = {"ours": ours, "plain": plain, "yaml": just_yaml}


def main() -> None:
    read, data = MANNERS[sys.argv[1]], shipped_bytes()
    started = time.process_time()
    read(data)
    first = time.process_time() - started
    again = []
    for _ in range(TIMES):
        gc.collect()
        started = time.process_time()
        read(data)
        again.append(time.process_time() - started)
    print(json.dumps({"ms": sorted(again)[TIMES // 2] * 1e3, "first_ms": first * 1e3, "bytes": len(data)}))


if __name__ == "__main__":
    main()
