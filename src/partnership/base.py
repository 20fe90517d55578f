"""What our classes are built on; it loads nothing, so that help answers at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import Protocol

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema
    from typing_extensions import override as override  # noqa: PLC0414 - for others to import

    class _Texted(Protocol):
        def text(self) -> str: ...
else:

    def override(method: Any) -> Any:
        """Stand in for a mark that only the type checker reads; its package would take half the time of `--help`."""
        return method


class AsItIs:
    """Lets models hold a value that has no JSON form, a law or a network: as it is, and nothing else in its place."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Ask only whether it is one."""
        from pydantic_core import core_schema

        return core_schema.is_instance_schema(cls)


class InEnglish:
    """Prints in English what its `text` says in any language."""

    __slots__ = ()

    @override
    def __str__(self: _Texted) -> str:
        return self.text()


class PartnershipError(AsItIs, Exception):
    """Whatever this library raises on purpose."""
