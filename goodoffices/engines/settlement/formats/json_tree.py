"""JSON whose numbers stay as they are written; and places in it, which know where they are."""

import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, TypeAlias

from goodoffices.engines.settlement.formats.source import Source

#: A value as it was read: text, lists and mappings; or one to be written.
Json: TypeAlias = Any


class Numeral(str):
    """A number as it stands in the file: `0.10` stays `0.10` and is never a float."""


def parse(source: Source) -> Json:
    """The value in the file. Raises `Unusable` with the line for what is no JSON, or says a thing twice."""

    def once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise source.refusal(f"“{twice}” is stated twice.")
        return found

    def no_number(text: str) -> Json:
        if text == "-Infinity":  # how NegMAS says that nothing is reserved; no number anywhere else
            return Numeral("-inf")
        raise source.refusal(f"{text} is no number to negotiate with.")

    try:
        return json.loads(
            source.text(), object_pairs_hook=once, parse_float=Numeral, parse_int=Numeral, parse_constant=no_number
        )
    except json.JSONDecodeError as problem:
        raise source.refusal(f"this is not JSON: {problem.msg}.", problem.lineno) from None
    except RecursionError:
        raise source.refusal("lists lie deeper in each other than in any case.") from None


class Spelled(str):
    """JSON that is spelled already, for `dump`."""


class Place:
    """A value in a file, and the way that led to it, for sentences."""

    def __init__(self, value: Json, source: Source, way: str = "") -> None:
        self.value, self.source, self.way = value, source, way

    def __contains__(self, name: str) -> bool:
        return isinstance(self.value, dict) and name in self.value

    def __getitem__(self, name: str) -> "Place":
        if name not in self:
            raise self.refusal(f"there is no “{name}”.")
        return Place(self.value[name], self.source, f"{self.way} → {name}" if self.way else name)

    def first(self, *names: str) -> "Place":
        """By the first of these names that is there: a format's older and newer spelling."""
        return self[next((name for name in names if name in self), names[0])]

    def either(self, name: str) -> "Place":
        """What lies under this name, or, where nothing does, the place itself."""
        if name in self:
            return self[name]
        return self

    def items(self) -> Iterator[tuple[str, "Place"]]:
        if not isinstance(self.value, dict):
            raise self.refusal("names with values are expected here.")
        return ((str(name).strip(), self[name]) for name in self.value)

    def elements(self) -> list["Place"]:
        if not isinstance(self.value, list):
            raise self.refusal("a list is expected here.")
        return [Place(each, self.source, f"{self.way}, number {at}") for at, each in enumerate(self.value, 1)]

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.refusal("a word or a number is expected here.")
        return self.value.strip()

    def number(self) -> Fraction:
        if not isinstance(self.value, str):
            raise self.refusal("a number is expected here.")
        return self.source.number(self.value, "the number", self.way)

    def refusal(self, sentence: str) -> Exception:
        return self.source.refusal(sentence, self.way or None)


def dump(value: Json, indent: int | None = 2) -> str:
    """JSON in which a `Fraction` is the decimal that it is exactly, or with 17 digits where there is none.

    >>> dump({"nash": [Fraction(1, 8), 2]}, indent=None)
    '{"nash": [0.125, 2]}'
    """
    from goodoffices.engines.settlement.model.numbers import decimal

    def spell(value: Json, depth: int) -> str:
        if isinstance(value, Fraction):
            return decimal(value)
        if isinstance(value, Spelled):
            return value
        if isinstance(value, dict):
            return block(
                "{}",
                [f"{json.dumps(name, ensure_ascii=False)}: {spell(each, depth + 1)}" for name, each in value.items()],
                depth,
            )
        if isinstance(value, list | tuple):
            return block("[]", [spell(each, depth + 1) for each in value], depth)
        return json.dumps(value, ensure_ascii=False)

    def block(marks: str, parts: list[str], depth: int) -> str:
        if indent is None or not parts:
            return f"{marks[0]}{', '.join(parts)}{marks[1]}"
        space = " " * (indent * depth)
        inner = ",\n".join(f"{space}{' ' * indent}{part}" for part in parts)
        return f"{marks[0]}\n{inner}\n{space}{marks[1]}"

    return spell(value, 0)
