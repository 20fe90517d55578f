"""Mappings that stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn, TypeVar

from typing_extensions import override

from partnership.errors import UnknownName
from partnership.messages import Sayable

K = TypeVar("K")
V = TypeVar("V")


class Frozen(dict[K, V]):
    """A dict that refuses to be changed, reads at a dict's speed, and can be sent to another process."""

    __slots__ = ()

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("a template does not change: load another version of it")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    @override
    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    @override
    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self),)


class Named(Frozen[str, V]):
    """What a template has under names of one sort (`what`): asked for another, it proposes the nearest."""

    __slots__ = ("_what",)

    def __init__(self, values: Mapping[str, V], what: Sayable) -> None:
        super().__init__(values)
        self._what = what

    def __missing__(self, name: object) -> NoReturn:
        raise UnknownName(str(name), self, self._what)

    @override
    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self), self._what)
