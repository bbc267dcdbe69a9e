"""NegMAS YAML: an outcome space and a utility function for each party (Mohammad et al., NegMAS, 2021).

Additive utilities: `LinearAdditiveUtilityFunction` with weights and a function a value (`TableFun` or a plain mapping,
`AffineFun`, `LinearFun`, `IdentityFun`, `ConstFun`), `AffineUtilityFunction` and `LinearUtilityFunction`. Discounted
functions count as what they discount, with a note. A continuous issue is read in ten equal steps, with a note. A reserved
value of minus infinity states none. Every scalar is read as it is written: no float, no tag, no alias.
"""

from fractions import Fraction
from functools import partial
from pathlib import Path

from goodoffices.engines.settlement.formats.json_tree import Json, Place
from goodoffices.engines.settlement.formats.profiles import Profile, Template, bounded
from goodoffices.engines.settlement.formats.source import Source
from goodoffices.engines.settlement.formats.writing import all_decimal, cannot, profile_names
from goodoffices.engines.settlement.model import Case, Mandate
from goodoffices.engines.settlement.model.numbers import decimal, number

STEPS = 10
KINDS = ("type", "__python_class__")


def parse(source: Source) -> Json:
    """The value in the file, every scalar as text. Raises `Unusable` with the line."""
    import yaml

    class Loader(yaml.BaseLoader):
        def compose_node(self, parent: Json, index: Json) -> Json:
            if self.check_event(yaml.AliasEvent):
                raise source.refusal(
                    "aliases (*) are not followed here; write the value out.", self.peek_event().start_mark.line + 1
                )
            return super().compose_node(parent, index)

        def construct_mapping(self, node: Json, deep: bool = False) -> Json:
            names = [name.value for name, _ in node.value if isinstance(name, yaml.ScalarNode)]
            if len(names) < len(node.value):
                raise source.refusal("a name is expected here, not a list.", node.start_mark.line + 1)
            for at, name in enumerate(names):
                if name in names[:at]:
                    raise source.refusal(f"“{name}” is stated twice.", node.value[at][0].start_mark.line + 1)
            return super().construct_mapping(node, deep=True)

    try:
        return yaml.load(source.text(), Loader)  # noqa: S506 (a BaseLoader makes text, lists and mappings, nothing else)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else None
        raise source.refusal(f"this is not YAML: {problem.problem}.", line) from None
    except yaml.YAMLError as problem:
        raise source.refusal(f"this is not YAML: {str(problem).splitlines()[0]}.") from None
    except RecursionError:
        raise source.refusal("lists lie deeper in each other than in any case.") from None


def recognise(source: Source, value: Json) -> Template | Profile | None:
    place = Place(value, source)
    if "issues" in place and isinstance(place["issues"].value, list):
        return _template(place, source)
    if _kind(place).endswith(("UtilityFunction", "UFun", "Ufun")):
        return _profile(place, source)
    return None


def _kind(place: Place) -> str:
    name = place.first(*KINDS).text() if any(kind in place for kind in KINDS) else ""
    return name.rsplit(".", 1)[-1]


def _template(place: Place, source: Source) -> Template:
    notes: list[str] = []
    issues: dict[str, tuple[str, ...]] = {}
    for issue in place["issues"].elements():
        name = issue["name"].text()
        if name in issues:
            raise issue.refusal(f"the issue “{name}” is listed twice.")
        issues[name] = tuple(_options(name, issue, notes))
    return Template(place["name"].text() if "name" in place else source.path.stem, issues, source, notes=tuple(notes))


def _options(name: str, issue: Place, notes: list[str]) -> list[str]:
    values = issue["values"]
    if isinstance(values.value, str):  # a count: 0 … n − 1
        count = values.number()
        if count.denominator != 1 or count < 1:
            raise values.refusal("a number of values is a whole number, and not below 1.")
        bounded(int(count), issue.source, f"“{name}”")
        return [str(at) for at in range(int(count))]
    if "Conti" not in _kind(issue):
        options = [each.text() for each in values.elements()]
        if len(set(options)) < len(options):
            raise values.refusal("an option is listed twice.")
        return options
    ends = [each.number() for each in values.elements()]
    if len(ends) != 2 or ends[1] < ends[0]:
        raise values.refusal("such an issue has two values, the lowest and the highest.")
    low, high = ends
    if _kind(issue) == "ContiguousIssue":
        bounded(int(high - low) + 1, issue.source, f"“{name}”")
        return [decimal(low + at) for at in range(int(high - low) + 1)]
    notes.append(f"“{name}” runs from {decimal(low)} to {decimal(high)} without steps: read in {STEPS} equal steps.")
    return [decimal(low + (high - low) * at / STEPS) for at in range(STEPS + 1)] if high > low else [decimal(low)]


def _profile(place: Place, source: Source) -> Profile:
    notes = []
    party = place["name"].text() if "name" in place else ""
    floor = _reserved(place)
    while "ufun" in place:
        notes.append(f"{source.name} is discounted over time: left out, a package has no date.")
        place = place["ufun"]
        party = party or (place["name"].text() if "name" in place else "")
        floor = _reserved(place) if floor is None else floor
    if _kind(place) not in ("LinearAdditiveUtilityFunction", "AffineUtilityFunction", "LinearUtilityFunction"):
        raise place.refusal(f"a “{_kind(place)}” is not a sum of worths by issue, and only those are read.")
    base = place["bias"].number() if "bias" in place else Fraction(0)
    return Profile(
        party or source.path.stem, {}, source, floor, base, within=partial(_worth, place), notes=tuple(notes)
    )


def _reserved(place: Place) -> Fraction | None:
    if "reserved_value" not in place:
        return None
    text = place["reserved_value"]
    return None if text.value in ("-.inf", "-inf", "null", "~", "") else text.number()


def _worth(place: Place, template: Template) -> dict[str, dict[str, Fraction]]:
    """Issue → option → worth. A utility function speaks of issues by their place alone: it needs the domain for that."""
    names = list(template.issues)
    weights = _by_issue(place["weights"], names) if "weights" in place else None
    additive = _kind(place) == "LinearAdditiveUtilityFunction"
    functions = _by_issue(place["values"], names) if additive else None
    found = {}
    for name, options in template.issues.items():
        weight = weights[name].number() if weights else Fraction(1)
        function = functions[name] if functions else None
        values = {option: _value(option, function, place) for option in options}
        found[name] = {option: weight * value for option, value in values.items() if value is not None}
    return found


def _by_issue(place: Place, names: list[str]) -> dict[str, Place]:
    if isinstance(place.value, dict):
        found = dict(place.items())
        for name in names:
            if name not in found:
                raise place.refusal(f"nothing is said on “{name}”.")
        return found
    elements = place.elements()
    if len(elements) != len(names):
        raise place.refusal(f"there are {len(elements)} values for {len(names)} issues.")
    return dict(zip(names, elements, strict=True))


def _value(option: str, function: Place | None, whole: Place) -> Fraction | None:
    """The function at this option; None where a table does not name it."""

    def at() -> Fraction:
        place = function or whole
        return place.source.number(option, "the option", place.way)

    if function is None:
        return at()
    kind = _kind(function)
    if kind == "TableFun" or not kind:
        table = dict(function.either("mapping").items())
        same = option if option in table else next((name for name in table if _same_number(name, option)), "")
        return table[same].number() if same else None
    match kind:
        case "IdentityFun":
            return at()
        case "ConstFun":
            return function["bias"].number()
        case "LinearFun" | "AffineFun" if "slope" in function:
            bias = function["bias"].number() if "bias" in function else Fraction(0)
            return at() * function["slope"].number() + bias
    raise function.refusal(f"the function “{kind}” is not read here; write a table of values.")


def _same_number(one: str, other: str) -> bool:
    """`1` in the domain and `1.0` in a table are one option."""
    try:
        return number(one) == number(other)
    except ValueError:
        return False


def write(case: Case, folder: Path) -> list[Path]:
    """`domain.yml` and a file a party. Raises `Unusable` for dependencies, exclusions, and numbers like 1/3."""
    cannot(case, "NegMAS", terms=True, exclusions=True)
    all_decimal(case, "NegMAS")
    issues = [
        {"name": issue.name, "type": "CategoricalIssue", "values": list(issue.options)} for issue in case.domain.issues
    ]
    pages: dict[Path, dict[str, Json]] = {
        folder / "domain.yml": {"name": case.name, "type": "DiscreteCartesianOutcomeSpace", "issues": issues}
    }
    for mandate, file in zip(case.mandates, profile_names(len(case.parties), ".yml"), strict=True):
        pages[folder / file] = _function(case, mandate)
    for path, page in pages.items():
        path.write_text("\n".join(_lines(page)) + "\n", encoding="utf-8")
    return list(pages)


def _function(case: Case, mandate: Mandate) -> dict[str, Json]:
    tables = [
        {"type": "TableFun", "mapping": dict(zip(issue.options, row, strict=True))}
        for issue, row in zip(case.domain.issues, mandate.worth, strict=True)
    ]
    page: dict[str, Json] = {"name": mandate.party, "type": "LinearAdditiveUtilityFunction"}
    if mandate.reservation is not None:
        page["reserved_value"] = mandate.reservation
    if mandate.base:
        page["bias"] = mandate.base
    return page | {"weights": [Fraction(1)] * len(tables), "values": tables}


def _lines(value: Json, depth: int = 0) -> list[str]:
    """YAML in blocks; names quoted as JSON quotes them, which is YAML too, so that “no” stays a word."""
    import json

    space = "  " * depth
    lines = []
    pairs = value.items() if isinstance(value, dict) else (("-", each) for each in value)
    for name, each in pairs:
        mark = (
            "-"
            if not isinstance(value, dict)
            else f"{name if name in _PLAIN else json.dumps(name, ensure_ascii=False)}:"
        )
        if isinstance(each, dict | list):
            lines += [f"{space}{mark}", *_lines(each, depth + 1)] if each else [f"{space}{mark} []"]
        else:
            lines.append(
                f"{space}{mark} {decimal(each) if isinstance(each, Fraction) else json.dumps(each, ensure_ascii=False)}"
            )
    return lines


_PLAIN = {"name", "type", "issues", "values", "mapping", "weights", "bias", "reserved_value"}
