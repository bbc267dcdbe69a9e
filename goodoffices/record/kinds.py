"""The kinds of acts by name. Below the tables, whose entries hold a kind, and the acts, which put themselves in here."""

from typing import Any, ClassVar, Protocol

from django.utils.functional import Promise


class Kind(Protocol):
    """An act as far as its entry needs to know it; `record.acts.Act` is the whole of it."""

    kind: ClassVar[str]
    says: ClassVar[str | Promise]
    choice_labels: ClassVar[Any]

    def apply(self, entry: Any) -> None: ...

    def named(self) -> list[tuple[Any, str]]: ...

    def touches(self, entry: Any) -> Any: ...

    def thing(self, facts: dict[str, Any]) -> str | None: ...

    def parts(self, facts: dict[str, Any]) -> dict[str, list[str]]: ...

    def gaps(self, entry: Any) -> dict[str, Any]: ...

    def model_dump(self) -> dict[str, Any]: ...


KINDS: dict[str, Any] = {}  # kind → its class; `record.acts` says which class that is
