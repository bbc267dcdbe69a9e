"""Where pages show renderings: beside the original, on its page and in the room; and what the stream pushes of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from goodoffices.interpretation import queries
from goodoffices.interpretation.labels import MADE
from goodoffices.process.extensions import Part
from goodoffices.process.fragments import Fragment, beside
from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models import Seat
from goodoffices.record.models import Entry
from goodoffices.record.scope import Scope, of, seen_by
from goodoffices.record.things import Noun, with_subjects

TEMPLATE = "interpretation/_renderings.html"


def renderings_beside(seat: Seat, sort: str, ids: list[str]) -> Mapping[str, Part]:
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
    it = {
        "subject": subject,
        "terms": queries.terms_in(seat, text),
        "languages": _languages_first(seat),
        "made": MADE,
        "may_render": may_render and subject.stands,
        "standing": standing if open_here else [],
        "may_answer": may_render,
        "leads": seat.leads,
    }
    return [Part("interpretation/_deeds.html", it)]


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
    for row in with_subjects(queries.renderings_of(scope, ids), scope):
        empty = {
            "id": row.subject_id,
            "sort": row.subject_sort,
            "subject": row.subject,
            "all": [],
            "standing": [],
            "past": [],
        }
        it = found.setdefault(row.subject_id, empty)
        it["struck"] = not row.subject.stands
        it["all"].append(row)
        it["standing" if row.state == "standing" else "past"].append(row)
    return found
