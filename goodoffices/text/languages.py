"""A text in several languages: which are authentic, which provisions have a rendering in each, and who has checked it.

Agreed words are final in a language once a second person has read their rendering against them. What a machine made is
shown as such and cannot be checked before a person has revised it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.engines.operative import language_of
from goodoffices.interpretation.finding import found_in
from goodoffices.interpretation.models import Rendering, Term
from goodoffices.interpretation.queries import glossary
from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models import Party, Seat
from goodoffices.text.agreed import parties_of
from goodoffices.text.labels import VERSION_STATES, VERSION_TONES
from goodoffices.text.models import AuthenticLanguages, CheckedRendering, Draft, Provision

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he"})
SAMPLE = 5_000  # characters of a text that are looked at to guess its language


def name_of(code: str) -> str:
    """What its speakers call it."""
    return LANGUAGES.get(code, code)


def direction_of(code: str) -> str:
    """For a page: rtl or ltr; auto where the language is not known."""
    return "rtl" if code in RIGHT_TO_LEFT else "ltr" if code else "auto"


def original_of(draft: Draft) -> tuple[str, bool]:
    """The language that a text is written in, and whether it was said; else it is what most of its words are in."""
    return (draft.language, True) if draft.language else (language_of(draft.text[:SAMPLE]), False)


# ---- Which languages are authentic


@dataclass(frozen=True)
class Authentic:
    """What each head has named, and what all of them have: `languages` is empty until they name the same."""

    by_party: tuple[tuple[Party, AuthenticLanguages | None], ...]
    languages: tuple[str, ...]

    @property
    def settled(self) -> bool:
        return bool(self.languages)

    @property
    def names(self) -> list[str]:
        return [name_of(code) for code in self.languages]


def authentic_of(seat: Seat, draft: Draft) -> Authentic:
    rows = AuthenticLanguages.objects.seen_by(seat).filter(draft=draft, current=True).select_related("book", "party")
    named = {each.party_id: each for each in rows}
    by_party = tuple((party, named.get(party.id)) for party in parties_of(seat, draft))
    wanted = {tuple(sorted(each.languages)) if each else () for _party, each in by_party}
    languages = wanted.pop() if len(wanted) == 1 else ()
    return Authentic(by_party, tuple(sorted(languages, key=name_of)))


# ---- A provision in one language


@dataclass(frozen=True)
class Version:
    """A provision in one language.

    state   original, checked, unchecked, machine, earlier (of words that have changed since), missing
    by      who has checked it
    differs for each term that all agreed on and that the original uses: the word that is missing here
    """

    language: str
    state: str
    text: str = ""
    rendering: Rendering | None = None
    by: tuple[CheckedRendering, ...] = ()
    differs: tuple[tuple[Term, str], ...] = ()

    @property
    def final(self) -> bool:
        return self.state in ("original", "checked")

    @property
    def in_words(self) -> str:
        return self.text

    @property
    def name(self) -> str:
        return name_of(self.language)

    @property
    def direction(self) -> str:
        return direction_of(self.language)

    @property
    def state_name(self) -> str:
        return str(VERSION_STATES[self.state])

    @property
    def tone(self) -> str:
        return VERSION_TONES.get(self.state, "quiet")


def says_something(provision: Provision) -> bool:
    """Whether there is anything to agree to or to render; a line that is no more than “Article 5” says nothing."""
    words = provision.words.split()
    return bool(words) and not (provision.shape["kind"] == "article" and len(words) <= 2)


def versions_of(
    seat: Seat, draft: Draft, provisions: Iterable[Provision], languages: Iterable[str]
) -> dict[str, list[Version]]:
    """By provision, its versions in these languages, in their order. The same number of queries, however many there are."""
    rows, wanted = list(provisions), list(languages)
    original, _said = original_of(draft)
    best = _best(seat, {each.id for each in rows}, wanted)
    checks = _checks(seat, [each.id for each in best.values()])
    terms = [term for term in glossary(seat) if term.status == "agreed" and original in term.called]
    return {each.id: [_version(each, code, original, best, checks, terms) for code in wanted] for each in rows}


def languages_rendered(seat: Seat, draft: Draft) -> list[str]:
    """Into which languages any provision has been rendered."""
    ids = Provision.objects.seen_by(seat).filter(draft=draft, gone=False).values_list("id", flat=True)
    rows = Rendering.objects.seen_by(seat).filter(about__in=list(ids), state="standing")
    return sorted(set(rows.values_list("language", flat=True)), key=name_of)


def _best(seat: Seat, ids: set[str], languages: list[str]) -> dict[tuple[str, str], Rendering]:
    """By provision and language: of those that stand, a checked one of the present words, else the newest of them."""
    rows = Rendering.objects.seen_by(seat).filter(about__in=list(ids), state="standing", language__in=languages)
    every = list(rows.select_related("book", "about", "seat").order_by("number"))
    checked = set(_checks(seat, [each.id for each in every]))
    found: dict[tuple[str, str], Rendering] = {}
    for each in every:
        each.earlier = each.rendered < each.about.wording
        before = found.get((each.about_id, each.language))
        if before is None or _rank(each, checked) >= _rank(before, checked):
            found[each.about_id, each.language] = each
    return found


def _rank(rendering: Rendering, checked: set[str]) -> tuple[bool, bool, bool]:
    return (not rendering.earlier, rendering.id in checked, rendering.made != "machine")


def _checks(seat: Seat, renderings: list[str]) -> dict[str, list[CheckedRendering]]:
    found: dict[str, list[CheckedRendering]] = {}
    rows = CheckedRendering.objects.seen_by(seat).filter(rendering__in=renderings).select_related("seat", "book")
    for each in rows.order_by("number"):
        found.setdefault(each.rendering_id, []).append(each)
    return found


def _version(
    provision: Provision,
    language: str,
    original: str,
    best: Mapping[tuple[str, str], Rendering],
    checks: Mapping[str, list[CheckedRendering]],
    terms: Iterable[Term],
) -> Version:
    if language == original:
        return Version(language, "original", provision.in_words())
    found = best.get((provision.id, language))
    if found is None:
        return Version(language, "missing")
    by = tuple(checks.get(found.id, ()))
    state = "earlier" if found.earlier else "machine" if found.made == "machine" else "checked" if by else "unchecked"
    differs = tuple(divergent(provision.in_words(), original, found.text, language, terms))
    return Version(language, state, found.text, found, by, differs)


def divergent(
    words: str, original: str, rendered: str, language: str, terms: Iterable[Term]
) -> Iterable[tuple[Term, str]]:
    """The agreed terms that occur in the original, and whose word in this language does not occur in the rendering."""
    both = [term for term in terms if original in term.called and language in term.called]
    there = set(found_in(words, [term.called[original] for term in both])) if both else set()
    for term in both:
        if found_in(term.called[original], there) and not found_in(rendered, [term.called[language]]):
            yield term, term.called[language]


# ---- The condition on agreed words


def conditions_of(seat: Seat, draft: str) -> Mapping[str, list[Version]]:
    """By provision that says something, its versions in the authentic languages; empty while the heads have not named them."""
    found = Draft.objects.seen_by(seat).select_related("book").get(id=draft)
    languages = authentic_of(seat, found).languages
    if not languages:
        return {}
    rows = Provision.objects.seen_by(seat).filter(draft=draft, gone=False).select_related("book").order_by("place")
    return versions_of(seat, found, [each for each in rows if says_something(each)], languages)


def condition_in_words(state: str, versions: list[Version]) -> str:
    """“Agreed; checked in English, not yet in Arabic.” Empty where nothing is to be checked."""
    done = ", ".join([each.name for each in versions if each.final])
    left = ", ".join([each.name for each in versions if not each.final])
    agreed = state in ("agreed", "agreed_ad_ref")
    if not versions:
        return ""
    gaps: dict[str, Any] = {"done": done, "left": left}
    if agreed and done and left:
        return _("Agreed; checked in %(done)s, not yet in %(left)s.") % gaps
    if agreed and left:
        return _("Agreed; not yet checked in %(left)s.") % gaps
    if agreed:
        return _("Agreed, and checked in %(done)s.") % gaps
    return _("Not agreed yet; once it is, a checked rendering is needed in %(left)s.") % gaps if left else ""
