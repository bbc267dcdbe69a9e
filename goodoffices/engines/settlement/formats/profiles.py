"""From a domain and the parties' profiles, as most formats keep them apart, to one case."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from goodoffices.engines.settlement.formats.source import MOST_OPTIONS, Source
from goodoffices.engines.settlement.model import Case, Choice, Domain, Issue, Mandate, Term


@dataclass(frozen=True)
class Template:
    """What a domain file says: issues with their options, in order; and which file is whose, if it says so."""

    name: str
    issues: Mapping[str, tuple[str, ...]]
    source: Source
    parties: Mapping[str, str] = field(default_factory=dict)  # file name → party
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Dependency:
    """A term by names: the worth of combinations of options of these issues."""

    issues: tuple[str, ...]
    worth: Mapping[tuple[str, ...], Fraction]


@dataclass(frozen=True)
class Profile:
    """What one party's file says: issue → option → worth.

    `silence`: an option the file does not name is worth 0 (True), or it is a contradiction (False). `within`: the worth
    of a file that cannot be read without the domain, given the domain.
    """

    party: str
    worth: Mapping[str, Mapping[str, Fraction]]
    source: Source
    reservation: Fraction | None = None
    base: Fraction = Fraction(0)
    dependencies: tuple[Dependency, ...] = ()
    domain: Template | None = None
    silence: bool = False
    within: Callable[[Template], Mapping[str, Mapping[str, Fraction]]] | None = None
    notes: tuple[str, ...] = ()

    @property
    def named(self) -> bool:
        """Does the file state the party's name?"""
        return self.party != self.source.path.stem


def assemble(template: Template | None, profiles: Sequence[Profile]) -> Case:
    """One case. The profiles' options count; the template gives their order, and what no profile values is left out."""
    profiles = _named_apart(profiles, template.parties if template else {})
    template = template or profiles[0].domain
    profiles = settled(template, profiles)
    notes = [note for part in (template, *profiles) if part for note in part.notes]
    issues = []
    listed = template.issues if template else {}
    for name in listed or profiles[0].worth:
        issues.append(Issue(name, _options(name, listed.get(name, ()), profiles, notes)))
    domain = Domain(tuple(issues))
    for profile in profiles:
        _same_issues(domain, profile)
    mandates = tuple(_mandate(domain, profile) for profile in profiles)
    return Case(domain, mandates, template.name if template else "", tuple(dict.fromkeys(notes)))


def settled(template: Template | None, profiles: Sequence[Profile]) -> list[Profile]:
    """The profiles with their worth, those too that cannot be read without the domain."""
    found = []
    for profile in profiles:
        if profile.within is None:
            found.append(profile)
        elif template is None:
            raise profile.source.refusal("it speaks of the issues by their place. Name the domain's file as well.")
        else:
            found.append(replace(profile, worth=profile.within(template), within=None))
    return found


def bounded(count: int, source: Source, what: str) -> None:
    """Refuse an issue with more options than anybody can mean, before they are made."""
    if count > MOST_OPTIONS:
        raise source.refusal(f"{what} has {count} options; more than {MOST_OPTIONS} are not read.")


def _named_apart(profiles: Sequence[Profile], parties: Mapping[str, str]) -> list[Profile]:
    """The template's names for parties first, then the profiles' own; the files' where two would be called the same."""
    named = [replace(each, party=parties.get(each.source.name) or each.party) for each in profiles]
    if len({each.party for each in named}) == len(named):
        return named
    return [replace(each, party=each.source.path.stem) for each in profiles]


def _options(issue: str, offered: tuple[str, ...], profiles: Sequence[Profile], notes: list[str]) -> tuple[str, ...]:
    rows = [(profile, profile.worth.get(issue, {})) for profile in profiles]
    valued = dict.fromkeys(option for _, row in rows for option in row)
    known = [option for option in offered if option in valued]
    left_out = [option for option in offered if option not in valued]
    unlisted = [option for option in valued if option not in offered]
    if any(profile.silence for profile in profiles) and offered:
        known, left_out = list(offered), []
    for option in [*known, *unlisted]:
        for profile, row in rows:
            if row and option not in row and not profile.silence:
                raise profile.source.refusal(f"nothing says what “{option}” is worth on “{issue}”; others value it.")
    if offered and left_out and known:
        notes.append(f"On “{issue}”, no party values {_listed(left_out)}: left out.")
    if offered and unlisted and known:
        notes.append(f"On “{issue}”, the parties value {_listed(unlisted)}, which the domain does not list: taken in.")
    if offered and not known and unlisted:
        raise profiles[0].source.refusal(
            f"on “{issue}” it values {_listed(unlisted)}, the domain has {_listed(left_out)}: a profile for another domain."
        )
    return (*known, *unlisted)


def _same_issues(domain: Domain, profile: Profile) -> None:
    ours = {issue.name for issue in domain.issues}
    strange = [name for name in profile.worth if name not in ours]
    missing = [issue.name for issue in domain.issues if not profile.worth.get(issue.name)]
    if strange:
        raise profile.source.refusal(f"the domain has no issue “{strange[0]}”: this is a profile for another domain.")
    if missing:
        raise profile.source.refusal(f"nothing says what the options of “{missing[0]}” are worth to this party.")


def _mandate(domain: Domain, profile: Profile) -> Mandate:
    worth = tuple(
        tuple(profile.worth[issue.name].get(option, Fraction(0)) for option in issue.options) for issue in domain.issues
    )
    terms = tuple(_term(domain, each, profile.source) for each in profile.dependencies)
    return Mandate(profile.party, worth, profile.reservation, terms, profile.base)


def _term(domain: Domain, dependency: Dependency, source: Source) -> Term:
    """The same by indices, issues in the domain's order."""
    places = {issue.name: at for at, issue in enumerate(domain.issues)}
    order = sorted(range(len(dependency.issues)), key=lambda at: places[dependency.issues[at]])
    issues = tuple(places[dependency.issues[at]] for at in order)
    worth: dict[Choice, Fraction] = {}
    for combination, value in dependency.worth.items():
        for at, option in zip(issues, (combination[at] for at in order), strict=True):
            if option not in domain.issues[at].options:
                raise source.refusal(f"“{domain.issues[at].name}” has no option “{option}”.")
        choice = tuple(
            domain.issues[at].options.index(combination[place]) for at, place in zip(issues, order, strict=True)
        )
        worth[choice] = value
    return Term(issues, worth)


def _listed(options: Iterable[str]) -> str:
    shown = [f"“{option}”" for option in options]
    return ", ".join(shown[:5]) + (f" and {len(shown) - 5} more" if len(shown) > 5 else "")


def alike(profiles: Sequence[Profile]) -> list[Profile] | None:
    """Two profiles that value everything the same: one party in variants, rather than two parties. Two that state names of
    their own, and not the same, are two parties."""
    met: dict[str, Profile] = {}
    for profile in profiles:
        key = repr(sorted((name, sorted(row.items())) for name, row in profile.worth.items()))
        other = met.setdefault(key, profile)
        if other is not profile and not (other.party != profile.party and other.named and profile.named):
            return [other, profile]
    return None
