"""A mapping that stays as it is."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from typing_extensions import override

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
