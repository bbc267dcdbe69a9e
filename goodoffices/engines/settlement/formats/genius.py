"""Genius XML: a domain (`negotiation_template`) and a profile (`utility_space`) for each party.

As Genius itself evaluates (Lin et al., Genius: an integrated environment…, Computational Intelligence 30, 2014):

* a discrete option is worth weight × evaluation ÷ the issue's greatest evaluation; weights are taken as they stand,
  whether they sum to 1 or not;
* an option listed twice counts once, with its last evaluation; an evaluation “null” or left out counts as 0;
* an integer issue with a linear evaluator is worth weight × (offset + slope × (value − lower bound)), cut to 0…1;
* what an issue is stands under `etype`, `type` or `vtype`; bounds stand on the issue or in a `range`;
* options belong together by what they say, never by their index: the files number them differently.

A real issue has no list of options. It is read in ten equal steps from bound to bound, with a note. Discounts are left
out, with a note: a settlement is a package, not a point in time.
"""

from fractions import Fraction
from pathlib import Path

from goodoffices.engines.settlement.formats.profiles import Profile, Template, bounded
from goodoffices.engines.settlement.formats.source import Source
from goodoffices.engines.settlement.formats.writing import cannot, file_names
from goodoffices.engines.settlement.formats.xml_tree import Node, element, parse
from goodoffices.engines.settlement.model import Case, Unusable
from goodoffices.engines.settlement.model.numbers import decimal, terminates

STEPS = 10
DISCRETE = {"vtype": "discrete", "etype": "discrete", "type": "discrete"}


def recognise(source: Source) -> Template | Profile | None:
    """The domain or the profile in this file; None if it is some other XML."""
    root = parse(source)
    if root.tag == "negotiation_template":
        return _template(root, source)
    if root.tag == "utility_space":
        return _profile(root, source)
    return None


def _template(root: Node, source: Source) -> Template:
    parties = {}
    for agent in root.all("agent"):
        file = agent.get("utility_space").replace("\\", "/").rsplit("/", 1)[-1]
        if file and agent.get("name").strip():
            parties[file] = agent.get("name").strip()
    spaces = [root, *root.all("utility_space")]
    objective = _objective(spaces[-1], source)
    notes: list[str] = []
    issues = {name: _options(issue, source, notes) for name, issue in _issues(objective, source).items()}
    return Template(objective.get("name"), issues, source, parties, tuple(notes))


def _profile(root: Node, source: Source) -> Profile:
    objective = _objective(root, source)
    weights = _weights(objective, source)
    notes: list[str] = []
    worth = {}
    for name, issue in _issues(objective, source).items():
        weight = weights.get(issue.get("index"))
        if weight is None:
            raise source.refusal(f"the issue “{name}” has no weight.", issue.line)
        worth[name] = {option: weight * value for option, value in _evaluations(name, issue, source, notes).items()}
    discount = root.first("discount_factor")
    if discount is not None and discount.get("value").strip() not in ("", "1", "1.0"):
        notes.append(
            f"{source.name} has a discount factor of {discount.get('value')}: left out, a package has no date."
        )
    reservation = root.first("reservation")
    floor = None
    if reservation is not None:
        floor = source.number(reservation.get("value"), "the reservation value", reservation.line)
    return Profile(source.path.stem, worth, source, floor, notes=tuple(notes))


def _objective(space: Node, source: Source) -> Node:
    """The objective that holds the issues; where there is none, the issues and weights stand in the space itself."""
    objective = space.first("objective") or (space if space.first("issue") is not None else None)
    if objective is None:
        raise source.refusal("there is no objective with issues in it.", space.line)
    return objective


def _issues(objective: Node, source: Source) -> dict[str, Node]:
    """Issues by name, those of objectives within the objective too."""
    found: dict[str, Node] = {}
    waiting = [objective]
    while waiting:
        node = waiting.pop(0)
        waiting = [*node.all("objective"), *waiting]
        for issue in node.all("issue"):
            name = issue.get("name").strip()
            if not name:
                raise source.refusal("an issue has no name.", issue.line)
            if name in found:
                raise source.refusal(f"the issue “{name}” is listed twice.", issue.line)
            found[name] = issue
    if not found:
        raise source.refusal("there is no issue in it.", objective.line)
    return found


def _weights(objective: Node, source: Source) -> dict[str, Fraction]:
    """Index → weight. Weights of objectives within the objective multiply down to their issues."""
    found: dict[str, Fraction] = {}

    def collect(node: Node, factor: Fraction) -> None:
        own: dict[str, Fraction] = {}
        for weight in node.all("weight"):
            index = weight.get("index")
            if index in own:
                raise source.refusal(f"index {index} has two weights.", weight.line)
            own[index] = factor * source.number(weight.get("value"), "the weight", weight.line)
        for issue in node.all("issue"):
            if issue.get("index") in own:
                if issue.get("index") in found:
                    raise source.refusal(f"two issues have the index {issue.get('index')}.", issue.line)
                found[issue.get("index")] = own[issue.get("index")]
        for inner in node.all("objective"):
            collect(inner, own.get(inner.get("index"), factor))

    collect(objective, Fraction(1))
    return found


def _kind(issue: Node) -> str:
    """discrete, integer or real, whichever of the three attributes says it; items speak for themselves."""
    if issue.first("item") is not None:
        return "discrete"
    return issue.get("vtype", "etype", "type").strip().lower() or "discrete"


def _options(issue: Node, source: Source, notes: list[str]) -> tuple[str, ...]:
    if _kind(issue) == "discrete":
        return tuple(dict.fromkeys(item.get("value").strip() for item in issue.all("item")))
    return tuple(_range(issue, source, notes))


def _range(issue: Node, source: Source, notes: list[str]) -> dict[str, Fraction]:
    """The values of an integer or real issue between its bounds, as they are written and as numbers."""
    name, bounds = issue.get("name"), issue.first("range") or issue
    low, high = (
        source.number(bounds.get(which), f"the {which} of “{name}”", bounds.line)
        for which in ("lowerbound", "upperbound")
    )
    if high < low:
        raise source.refusal(f"the bounds of “{name}” are the wrong way round.", bounds.line)
    match _kind(issue):
        case "integer":
            if low.denominator != 1 or high.denominator != 1:
                raise source.refusal(f"“{name}” is an integer issue, its bounds are not.", bounds.line)
            bounded(int(high - low) + 1, source, f"“{name}”")
            values = [low + at for at in range(int(high - low) + 1)]
        case "real":
            values = [low + (high - low) * at / STEPS for at in range(STEPS + 1)] if high > low else [low]
            notes.append(
                f"“{name}” runs from {decimal(low)} to {decimal(high)} without steps: read in {STEPS} equal steps."
            )
        case other:
            raise source.refusal(f"“{name}” is of a kind that is not known here: {other}.", issue.line)
    return {decimal(value): value for value in values}


def _evaluations(name: str, issue: Node, source: Source, notes: list[str]) -> dict[str, Fraction]:
    """Option → evaluation between 0 and 1, the weight not yet in it."""
    if _kind(issue) == "discrete":
        return _discrete(name, issue, source, notes)
    evaluator = issue.first("evaluator")
    if evaluator is None:
        raise source.refusal(f"“{name}” has no evaluator.", issue.line)
    values = _range(issue, source, notes)
    return {option: _evaluated(value, evaluator, values, source) for option, value in values.items()}


def _discrete(name: str, issue: Node, source: Source, notes: list[str]) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    for item in issue.all("item"):
        option, text = item.get("value").strip(), item.get("evaluation").strip()
        silent = text in ("", "null")
        value = Fraction(0) if silent else source.number(text, f"the evaluation of “{option}”", item.line)
        if silent:
            notes.append(f"{source.name}, line {item.line}: “{option}” has no evaluation; taken as 0.")
        if option in found:
            if silent:
                continue
            notes.append(
                f"{source.name}, line {item.line}: “{option}” is listed twice on “{name}”; the last one counts."
            )
        found[option] = value
    most = max(found.values(), default=Fraction(0))
    if most == 0:
        if any(found.values()):
            raise source.refusal(f"the greatest evaluation on “{name}” is 0, and Genius divides by it.", issue.line)
        return found
    return {option: value / most for option, value in found.items()}


def _evaluated(value: Fraction, evaluator: Node, values: dict[str, Fraction], source: Source) -> Fraction:
    low = min(values.values())

    def parameter(*names: str) -> Fraction:
        return source.number(evaluator.get(*names), f"{names[0]} of the evaluator", evaluator.line)

    match evaluator.get("ftype", "type").strip().lower():
        case "linear" if evaluator.get("slope"):
            result = parameter("offset") + parameter("slope") * (value - low)
        case "linear":
            result = parameter("parameter0") + parameter("parameter1") * value
        case "constant":
            result = parameter("parameter0")
        case "triangular":
            left, right, top = parameter("parameter0"), parameter("parameter1"), parameter("parameter2")
            if value <= left or value >= right:
                result = Fraction(value == top)
            else:
                result = (
                    (value - left) / (top - left) if value <= top and top > left else (right - value) / (right - top)
                )
        case other:
            raise source.refusal(f"the evaluator “{other}” is not known here.", evaluator.line)
    return min(max(result, Fraction(0)), Fraction(1))


def write(case: Case, folder: Path) -> list[Path]:
    """A domain file that names the parties and their profiles, and the profiles. Raises `Unusable` for what Genius lacks."""
    cannot(case, "genius", terms=True, exclusions=True, base=True)
    files = file_names(case.parties, ".xml")
    domain = folder / "domain.xml"
    agents = [element("agent", name=party, utility_space=file) for party, file in zip(case.parties, files, strict=True)]
    issues = [
        element(
            "issue",
            *(element("item", index=at, value=option) for at, option in enumerate(issue.options, 1)),
            index=place,
            name=issue.name,
            **DISCRETE,
        )
        for place, issue in enumerate(case.domain.issues, 1)
    ]
    objective = {"index": 0, "name": case.name, "description": "", "etype": "objective", "type": "objective"}
    space = element("utility_space", element("objective", *issues, **objective), number_of_issues=len(issues))
    pages = {domain: element("negotiation_template", *agents, space)}
    for mandate, file in zip(case.mandates, files, strict=True):
        rows = zip(case.domain.issues, mandate.worth, strict=True)
        scaled = [_scaled(issue.name, row) for issue, row in rows]
        weights = [element("weight", index=at, value=decimal(weight)) for at, (weight, _) in enumerate(scaled, 1)]
        valued = [
            element(
                "issue",
                *(
                    element("item", index=at, value=option, evaluation=decimal(value))
                    for at, (option, value) in enumerate(zip(issue.options, evaluations, strict=True), 1)
                ),
                index=place,
                name=issue.name,
                **DISCRETE,
            )
            for place, (issue, (_, evaluations)) in enumerate(zip(case.domain.issues, scaled, strict=True), 1)
        ]
        below = [element("reservation", value=_decimal(mandate.floor, "A reservation value"))]
        pages[folder / file] = element(
            "utility_space",
            element("objective", *weights, *valued, **objective),
            *(below if mandate.reservation is not None else []),
        )
    for path, page in pages.items():
        path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{page}\n', encoding="utf-8")
    return list(pages)


def _scaled(issue: str, row: tuple[Fraction, ...]) -> tuple[Fraction, list[Fraction]]:
    """Weight and evaluations whose quotient with the greatest is exactly the worth."""
    most = max(row)
    if most < 0 or (most == 0 and any(row)):
        worth = "0 and others less" if most == 0 else "less than 0"
        raise Unusable(f"On “{issue}” the best option is worth {worth}; Genius divides by the best. Write CSV.")
    if most == 0:
        return Fraction(1), [Fraction(0)] * len(row)
    if not terminates(most):
        _decimal(most, f"The best option on “{issue}”")
    scale = Fraction(1)
    for value in row:
        scale *= (value / most * scale).denominator
    return most, [value / most * scale for value in row]


def _decimal(value: Fraction, what: str) -> str:
    if not terminates(value):
        raise Unusable(f"{what} is worth {value}, which no decimal says exactly. CSV and XLSX hold such numbers.")
    return decimal(value)
