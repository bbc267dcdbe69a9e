"""NegoLog JSON: a profile a party with `issueWeights`, `issues` and `reservationValue` (Doğru et al., NegoLog, IJCAI 2024).

The domain is what the profiles name. Each profile states a reservation value; NegoLog knows no party without one. The
party's name is the file's, or `name` where somebody wrote it in; NegoLog passes over it.
"""

from fractions import Fraction
from pathlib import Path

from goodoffices.engines.settlement.formats.json_tree import Json, Place, dump
from goodoffices.engines.settlement.formats.profiles import Profile, Template
from goodoffices.engines.settlement.formats.source import Source
from goodoffices.engines.settlement.formats.writing import all_decimal, cannot, profile_names
from goodoffices.engines.settlement.model import Case
from goodoffices.engines.settlement.model.numbers import terminates


def recognise(source: Source, value: Json) -> Template | Profile | None:
    place = Place(value, source)
    if "issueWeights" in place and "issues" in place:
        return _profile(place, source)
    if "issues" in place and isinstance(place["issues"].value, dict):
        return _template(place, source)
    return None


def _template(place: Place, source: Source) -> Template:
    """A domain apart from the profiles: issue → its options, in a list or as names."""
    issues = {}
    for name, options in place["issues"].items():
        listed = options.elements() if isinstance(options.value, list) else None
        issues[name] = (
            tuple(each.text() for each in listed) if listed else tuple(option for option, _ in options.items())
        )
    return Template(place["name"].text() if "name" in place else source.path.stem, issues, source)


def _profile(place: Place, source: Source) -> Profile:
    worth = {}
    for name, options in place["issues"].items():
        weight = place["issueWeights"][name].number()
        worth[name] = {option: weight * value.number() for option, value in options.items()}
    unknown = [name for name, _ in place["issueWeights"].items() if name not in worth]
    if unknown:
        raise place.refusal(f"“{unknown[0]}” has a weight and no options.")
    floor = place["reservationValue"].number() if "reservationValue" in place else None
    party = place["name"].text() if "name" in place else source.path.stem
    return Profile(party, worth, source, floor)


def write(case: Case, folder: Path) -> list[Path]:
    """A profile a party. A reservation value that is not stated is written as 0."""
    cannot(case, "NegoLog", terms=True, exclusions=True, base=True)
    all_decimal(case, "NegoLog")
    written = []
    for mandate, file in zip(case.mandates, profile_names(len(case.parties), ".json"), strict=True):
        weights, issues = {}, {}
        for issue, row in zip(case.domain.issues, mandate.worth, strict=True):
            most = max(row)
            weight = most if most > 0 and all(terminates(value / most) for value in row) else Fraction(1)
            weights[issue.name] = weight
            issues[issue.name] = {option: value / weight for option, value in zip(issue.options, row, strict=True)}
        page = {"name": mandate.party, "reservationValue": mandate.floor, "issueWeights": weights, "issues": issues}
        path = folder / file
        path.write_text(dump(page, indent=1) + "\n", encoding="utf-8")
        written.append(path)
    return written
