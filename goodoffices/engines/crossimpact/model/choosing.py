"""Variants as people name them: `Descriptor=Variant`, by name or by number from 1."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from goodoffices.engines.crossimpact.model.matrix import Matrix, Scenario, Unusable

#: Variants of some descriptors: by name or place from 1, as a mapping or as `["Descriptor=Variant", …]`.
Named: TypeAlias = Mapping[str, str | int] | Sequence[str] | None


def choice(matrix: Matrix, named: Named) -> dict[int, int]:
    """Which variant of which descriptor, both by their place from 0. Raises `Unusable` and says what there is.

    >>> matrix = Matrix.of({"oil": ["dear", "cheap"], "peace": ["yes", "no"]}, [[0] * 4] * 4)
    >>> choice(matrix, ["oil=cheap", "peace=1"])
    {0: 1, 1: 0}
    """
    if not named:
        return {}
    pairs = list(named.items()) if isinstance(named, Mapping) else [_pair(matrix, text) for text in named]
    found: dict[int, int] = {}
    for name, variant in pairs:
        at = _place(name, [each.name for each in matrix.descriptors])
        if at is None:
            raise Unusable(
                f"There is no descriptor “{name}”. Name one of {_listed([each.name for each in matrix.descriptors])}."
            )
        variants = matrix.descriptors[at].variants
        v = _place(variant, variants)
        if v is None:
            raise Unusable(
                f"“{matrix.descriptors[at].name}” has no variant “{variant}”. Name one of {_listed(variants)}."
            )
        if found.get(at, v) != v:
            raise Unusable(f"“{matrix.descriptors[at].name}” cannot be held at two variants. Name one of them.")
        found[at] = v
    return found


def scenario(matrix: Matrix, named: Named | Sequence[int]) -> Scenario:
    """A whole scenario: names, or places from 0 (a tuple of integers). Raises `Unusable` if a descriptor is left out."""
    if isinstance(named, Sequence) and not isinstance(named, str) and all(isinstance(each, int) for each in named):
        places = tuple(int(each) for each in named)
        fits = len(places) == len(matrix.descriptors) and all(
            0 <= v < size for v, size in zip(places, matrix.sizes, strict=True)
        )
        if not fits:
            raise Unusable("The scenario does not fit the matrix. Give one variant of each descriptor, from 0.")
        return places
    found = choice(matrix, named)  # type: ignore[arg-type]
    lost = [each.name for at, each in enumerate(matrix.descriptors) if at not in found]
    if lost:
        raise Unusable(f"The scenario says nothing of “{lost[0]}”. Name a variant of each descriptor.")
    return tuple(found[at] for at in range(len(matrix.descriptors)))


def _pair(matrix: Matrix, text: str) -> tuple[str, str]:
    """A name may hold “=” itself: the longest descriptor that fits is meant."""
    for at in sorted((at for at, sign in enumerate(text) if sign == "="), reverse=True):
        if _place(text[:at], [each.name for each in matrix.descriptors]) is not None:
            return text[:at].strip(), text[at + 1 :].strip()
    if "=" not in text:
        raise Unusable(f"“{text}” names no variant. Write DESCRIPTOR=VARIANT.")
    name, _, variant = text.partition("=")
    return name.strip(), variant.strip()


def _place(name: str | int, names: Sequence[str]) -> int | None:
    """By its name exactly, by its name whatever its capitals, or by its number from 1."""
    text = str(name).strip()
    for spelled in (lambda each: each, lambda each: each.strip().casefold()):
        found = [at for at, each in enumerate(names) if spelled(each) == spelled(text)]
        if len(found) == 1:
            return found[0]
    if text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= len(names):
        return int(text) - 1
    return None


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{each}”" for each in names[:8])
    return f"{shown} and {len(names) - 8} more" if len(names) > 8 else shown
