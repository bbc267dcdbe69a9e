"""GeniusWeb JSON: a domain and a profile for each party (Jonker et al., GeniusWeb, TU Delft).

`LinearAdditiveUtilitySpace`: weight × utility of the option; number issues run from low to high utility in the steps of
their range. An option that a profile does not name is worth 0, as there. `SumOfGroupsUtilitySpace`: the worth of options
of several issues together; a group of one issue is that issue's worth, a larger one a dependency. The reservation value is
the utility of the profile's `reservationBid`. Profiles that only order packages hold no worths and are refused.
"""

from fractions import Fraction
from pathlib import Path

from goodoffices.engines.settlement.formats.json_tree import Json, Place, dump
from goodoffices.engines.settlement.formats.profiles import Dependency, Profile, Template, bounded
from goodoffices.engines.settlement.formats.source import Source
from goodoffices.engines.settlement.formats.writing import all_decimal, cannot, profile_names
from goodoffices.engines.settlement.model import Case, Mandate, Unusable
from goodoffices.engines.settlement.model.numbers import decimal, terminates

Row = dict[str, dict[str, Fraction]]


def recognise(source: Source, value: Json) -> Template | Profile | None:
    """The domain or the profile in this JSON; None if it is something else."""
    place = Place(value, source)
    if "LinearAdditiveUtilitySpace" in place:
        return _additive(place["LinearAdditiveUtilitySpace"], source)
    if "SumOfGroupsUtilitySpace" in place:
        return _groups(place["SumOfGroupsUtilitySpace"], source)
    if "issuesValues" in place:
        return _template(place, source)
    if "DefaultPartialOrdering" in place:
        raise source.refusal(
            "this profile orders packages without saying what they are worth; a settlement needs worths."
        )
    return None


def _template(place: Place, source: Source) -> Template:
    issues = {}
    for name, issue in place["issuesValues"].items():
        options = _range(issue) if "range" in issue else [each.text() for each in issue["values"].elements()]
        if len(set(options)) < len(options):
            raise issue.refusal("an option is listed twice.")
        issues[name] = tuple(options)
    name = place["name"].text() if "name" in place else source.path.stem
    return Template(name, issues, source)


def _range(issue: Place) -> list[str]:
    parts = [each.number() for each in issue["range"].elements()]
    if len(parts) != 3 or parts[2] <= 0 or parts[1] < parts[0]:
        raise issue.refusal("a range is its lowest value, its highest and the step between them.")
    low, high, step = parts
    bounded(int((high - low) / step) + 1, issue.source, issue.way)
    return [decimal(low + step * at) for at in range(int((high - low) / step) + 1)]


def _additive(space: Place, source: Source) -> Profile:
    template = _template(space["domain"], source)
    weights = space["issueWeights"]
    worth: Row = {}
    for name, utilities in space["issueUtilities"].items():
        weight = weights[name].number()
        options = template.issues.get(name)
        if options is None:
            raise utilities.refusal("the domain has no such issue.")
        worth[name] = {option: weight * value for option, value in _utilities(utilities, options).items()}
    return _profile(space, source, template, worth, ())


def _utilities(utilities: Place, options: tuple[str, ...]) -> dict[str, Fraction]:
    if any(name in utilities for name in ("NumberValueSetUtilities", "numberutils")):
        line = utilities.first("NumberValueSetUtilities", "numberutils")
        low, high = line["lowValue"].number(), line["highValue"].number()
        least, most = line["lowUtility"].number(), line["highUtility"].number()
        if high <= low:
            raise line.refusal("the high value is not above the low one.")
        return {
            option: least + (most - least) * (Fraction(option) - low) / (high - low)
            for option in options
            if low <= _numeric(option, line) <= high
        }
    named = utilities.first("DiscreteValueSetUtilities", "discreteutils")["valueUtilities"]
    found = {option: value.number() for option, value in named.items()}
    strange = [option for option in found if option not in options]
    if strange:
        raise named.refusal(f"the domain has no option “{strange[0]}”.")
    return {option: found.get(option, Fraction(0)) for option in options}


def _numeric(option: str, place: Place) -> Fraction:
    return place.source.number(option, "the option", place.way)


def _groups(space: Place, source: Source) -> Profile:
    template = _template(space["domain"], source)
    worth: Row = {name: dict.fromkeys(options, Fraction(0)) for name, options in template.issues.items()}
    dependencies = []
    for _, part in space["partUtilities"].items():
        inner = part.first("PartsUtilities", "partsutils")
        issues = tuple(each.text() for each in inner["issues"].elements())
        for issue in issues:
            if issue not in template.issues or len(set(issues)) < len(issues):
                raise inner.refusal(f"“{issue}” is no issue of the domain, or named twice.")
        combinations = {}
        for each in inner["utilslist"].elements():
            options = tuple(value.text() for value in each["values"].elements())
            if len(options) != len(issues):
                raise each.refusal("it does not name an option for each issue.")
            for issue, option in zip(issues, options, strict=True):
                if option not in template.issues[issue]:
                    raise each.refusal(f"“{issue}” has no option “{option}”.")
            if options in combinations:
                raise each.refusal("this combination is listed twice.")
            combinations[options] = each["util"].number()
        if len(issues) == 1:
            worth[issues[0]] |= {options[0]: value for options, value in combinations.items()}
        else:
            dependencies.append(Dependency(issues, combinations))
    return _profile(space, source, template, worth, tuple(dependencies))


def _profile(
    space: Place, source: Source, template: Template, worth: Row, dependencies: tuple[Dependency, ...]
) -> Profile:
    party = space["name"].text() if "name" in space else source.path.stem
    floor = None
    if "reservationBid" in space and space["reservationBid"].value is not None:
        floor = _reservation(space["reservationBid"], template, worth, dependencies)
    return Profile(
        party or source.path.stem, worth, source, floor,
        dependencies=dependencies, domain=template, silence=True,
    )  # fmt: skip


def _reservation(bid: Place, template: Template, worth: Row, dependencies: tuple[Dependency, ...]) -> Fraction:
    """What the reservation bid is worth. It may leave issues open; they count 0."""
    chosen = {name: value.text() for name, value in bid.first("issuevalues", "issueValues").items()}
    for name, option in chosen.items():
        if option not in template.issues.get(name, ()):
            raise bid.refusal(f"the domain has no “{name}: {option}”.")
    total = sum((worth[name][option] for name, option in chosen.items()), Fraction(0))
    for each in dependencies:
        total += each.worth.get(tuple(chosen.get(issue, "") for issue in each.issues), Fraction(0))
    return total


def write(case: Case, folder: Path) -> list[Path]:
    """A domain and a profile a party. Raises `Unusable` for what GeniusWeb lacks: dependencies as we know them, 1/3.

    A reservation value is written as a package of exactly that worth, for that is what GeniusWeb knows.
    """
    cannot(case, "GeniusWeb", terms=True, exclusions=True, base=True)
    all_decimal(case, "GeniusWeb")
    domain: dict[str, Json] = {
        "name": case.name,
        "issuesValues": {issue.name: {"values": list(issue.options)} for issue in case.domain.issues},
    }
    pages = {folder / "domain.json": domain}
    for mandate, file in zip(case.mandates, profile_names(len(case.parties), ".json"), strict=True):
        pages[folder / file] = {
            "LinearAdditiveUtilitySpace": _space(case, mandate) | {"domain": domain, "name": mandate.party}
        }
    for path, page in pages.items():
        path.write_text(dump(page) + "\n", encoding="utf-8")
    return list(pages)


def _space(case: Case, mandate: Mandate) -> dict[str, Json]:
    utilities, weights = {}, {}
    for issue, row in zip(case.domain.issues, mandate.worth, strict=True):
        most = max(row)
        # As GeniusWeb wants it, weights that say how much an issue matters and utilities up to 1; but never rounded.
        weight = most if most > 0 and all(terminates(value / most) for value in row) else Fraction(1)
        named = {option: value / weight for option, value in zip(issue.options, row, strict=True)}
        weights[issue.name] = weight
        utilities[issue.name] = {"DiscreteValueSetUtilities": {"valueUtilities": named}}
    found: dict[str, Json] = {"issueUtilities": utilities, "issueWeights": weights}
    if mandate.reservation is not None:
        found["reservationBid"] = {"issuevalues": _worth_exactly(case, mandate, mandate.reservation)}
    return found


MOST_SUMS = 200_000


def _worth_exactly(case: Case, mandate: Mandate, value: Fraction) -> dict[str, str]:
    """A package of exactly this worth; issues may stay open, an empty one is worth 0."""
    reached: dict[Fraction, dict[str, str]] = {Fraction(0): {}}
    for issue, row in zip(case.domain.issues, mandate.worth, strict=True):
        if value in reached:
            break
        for total, chosen in list(reached.items()):
            for option, worth in zip(issue.options, row, strict=True):
                reached.setdefault(total + worth, chosen | {issue.name: option})
        if len(reached) > MOST_SUMS:
            break
    if value not in reached:
        raise Unusable(
            f"GeniusWeb states a reservation value as a package, and none was found that is worth exactly {decimal(value)} "
            f"to {mandate.party}. Write another format."
        )
    return reached[value]
