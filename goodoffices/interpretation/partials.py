"""Where pages show renderings: beside the original, on its page and in the room; and what the stream pushes of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.interpretation import queries
from goodoffices.interpretation.labels import MADE
from goodoffices.interpretation.models import Rendering, Understanding
from goodoffices.interpretation.understanding import understands
from goodoffices.interpretation.unrendered import waits_unrendered, works
from goodoffices.process.extensions import Link, Part
from goodoffices.process.fragments import Fragment, beside
from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models import Seat, read_by_side_of
from goodoffices.record.models import Entry
from goodoffices.record.office import rendered_by_their_office
from goodoffices.record.scope import Scope, of, seen_by
from goodoffices.record.things import Noun, nouns_of, with_subjects

TEMPLATE = "interpretation/_renderings.html"


def renderings_beside(seat: Seat, sort: str, ids: list[str]) -> Mapping[str, Part]:
    if sort in rendered_by_their_office():
        return {}
    return {id: Part(TEMPLATE, it) for id, it in _by_subject(seen_by(seat), ids).items()}


def renderings(entry: Entry, subject: str) -> list[Fragment]:
    """The renderings of a thing, as they are after this entry; also where the thing itself has changed."""
    return [
        fragment
        for it in _by_subject(of(entry), [subject]).values()
        for fragment in beside(entry, it["subject"], "renderings", it["all"], TEMPLATE, it)
    ]


def actions_on(seat: Seat, subject: Noun) -> Iterable[Part]:
    """The terms in a thing's words; and what this seat may do: render it, query a rendering, answer, take one back."""
    renderings = queries.renderings_about(seat, subject.id)
    standing = [row for row in renderings if row.state == "standing"]
    text = "\n".join([subject.in_words(), *(row.text for row in standing)])
    open_here = not seat.observes and seat.process.takes(subject.audience)
    may_render = open_here and queries.may_render(seat, subject.audience)
    render_here = may_render and subject.sort not in rendered_by_their_office()
    it = {
        "subject": subject,
        "terms": queries.terms_in(seat, text),
        "languages": _languages_first(seat),
        "made": MADE,
        "may_render": render_here and subject.stands,
        "standing": standing if open_here else [],
        "may_answer": may_render,
        "leads": seat.leads,
    }
    return [Part("interpretation/_deeds.html", it)]


def renders_here(seat: Seat, room: Any) -> bool:
    return not seat.observes and queries.may_render(seat, room.book.audience)


def render(seat: Seat, subject: Noun) -> Iterable[Part]:
    """Where the seat renders a thing into another language."""
    return [Part("interpretation/_render.html", {**part.it, "at_once": True}) for part in actions_on(seat, subject)]


#: Sorts whose own pages hold the forms of this office.
ON_THEIR_PAGES = ("statement", "solution", "position")


def beforehand(seat: Seat, subject: Noun) -> Iterable[Part]:
    """The ways to understand words that this seat’s side does not read; and where their renderings are made."""
    if subject.sort == "rendering" or not subject.in_words().strip():
        return
    yield Part(
        "interpretation/_beforehand.html", {**ways_to(seat, subject), "link": subject.sort not in ON_THEIR_PAGES}
    )


def ways_to(seat: Seat, subject: Noun) -> dict[str, Any]:
    """Whether this seat needs something before it commits to these words, and into which languages it may ask for them."""
    needs = seat.speaks and subject.stands and not understands(seat, subject)
    reads = read_by_side_of(seat)
    return {"subject": subject, "needs": needs, "languages": {code: LANGUAGES[code] for code in reads}}


def rail(seat: Seat) -> Iterable[Link]:
    """The interpreters’ desk, with how many things wait there."""
    if works(seat):
        yield Link(_("To be rendered"), "interpretation:desk", len(waits_unrendered(seat)), group="table")


def choice_in(seat: Seat, room: Any) -> Iterable[Part]:
    """What to read first, in a room in which something has been rendered."""
    if room.id in queries.rendered_rooms(seat):
        it = {"languages": LANGUAGES, "first": queries.first_reading(seat), "room": room}
        yield Part("interpretation/_choice.html", it)


def page_data(seat: Seat) -> dict[str, str]:
    """Where `terms.js` asks which words to mark."""
    return {"terms": reverse("interpretation:marks", args=[seat.process_id])}


def _languages_first(seat: Seat) -> dict[str, str]:
    """Every language, those of the ground rules first."""
    agreed = [code for code in (seat.rules.languages if seat.rules else []) if code in LANGUAGES]
    return {code: LANGUAGES[code] for code in dict.fromkeys([*agreed, *LANGUAGES])}


def _by_subject(scope: Scope, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """By subject, its renderings: those that stand, and those that no longer do."""
    found: dict[str, dict[str, Any]] = {}
    wanted = list(ids)
    renderings = with_subjects(queries.renderings_of(scope, wanted), scope)
    understandings = with_subjects(queries.understandings_of(scope, wanted), scope)
    both: list[Any] = [*renderings, *understandings]
    for row in both:
        for it in _places_of(row, wanted, found, scope):
            it["all"].append(row)
            if isinstance(row, Understanding):
                it["asked" if row.what == "asked" else "readers"].append(row)
            else:
                row.earlier = row.earlier or row.subject.outdated
                it["standing" if row.state == "standing" else "past"].append(row)
    for it in found.values():
        it["asked"] = [row for row in it["asked"] if not _is_answered(row, it["standing"])]
        it["readers"] = [row for row in it["readers"] if row.of_wording >= row.about.wording]
    return found


def _places_of(
    row: Rendering | Understanding, wanted: list[str], found: dict[str, dict[str, Any]], scope: Scope
) -> Iterable[dict[str, Any]]:
    """The groups in which a row is shown: with what it is about, and with what that is read beside."""
    for id in {str(row.about_id), str(row.beside_id)} & set(wanted):
        if id not in found:
            nouns = {id: row.subject} if id == row.about_id else nouns_of(filter(None, [row.beside]), scope)
            if id not in nouns:  # somebody admitted later does not see what was said before
                continue
            noun = nouns[id]
            lists: dict[str, Any] = {name: [] for name in ("all", "standing", "past", "asked", "readers")}
            found[id] = {"id": id, "sort": noun.sort, "subject": noun, "struck": not noun.stands, **lists}
        yield found[id]


def _is_answered(asked: Understanding, standing: list[Rendering]) -> bool:
    """Whether a rendering of these words as they stand has come of it, or they have been reworded."""
    same = [row for row in standing if row.about_id == asked.about_id and row.language == asked.language]
    return asked.subject.outdated or asked.of_wording < asked.about.wording or any(not row.earlier for row in same)
