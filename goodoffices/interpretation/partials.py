"""Renderings where they stand: beside the original, on its own page, in the room; and as the stream pushes them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse

from goodoffices.interpretation import queries
from goodoffices.interpretation.labels import MADE
from goodoffices.interpretation.models import SORTS
from goodoffices.process.extensions import Part
from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models import Seat
from goodoffices.record.acts import Fragment
from goodoffices.record.models import Entry

TEMPLATE = "interpretation/_renderings.html"


def renderings_beside(seat: Seat, sort: str, ids: list[str]) -> Mapping[str, Part]:
    if sort not in SORTS:
        return {}
    return {id: Part(TEMPLATE, piece) for id, piece in _pieces(queries.seen_by(seat), sort, ids).items()}


def shown(entry: Entry, sort: str, subject: str) -> list[Fragment]:
    """The renderings of a statement, for those who have its room open. The agenda's pages fetch themselves anew."""
    if sort != "statement":
        return []
    piece = _pieces(_of(entry), sort, [subject])[subject]
    first = min(row.number for row in piece["all"]) == entry.number
    target, swap = (f"#statement-{subject}", "afterend") if first else (f"#renderings-{subject}", "outerHTML")
    return [Fragment(piece["number"], target, swap, TEMPLATE, {"it": piece})]


def reworded(entry: Entry, statement: str) -> list[Fragment]:
    """An original was corrected or struck: its renderings say so at once."""
    pieces = _pieces(_of(entry), "statement", [statement])
    return [
        Fragment(piece["number"], f"#renderings-{statement}", "outerHTML", TEMPLATE, {"it": piece})
        for piece in pieces.values()
    ]


def actions_on(seat: Seat, subject: Any) -> Iterable[Part]:
    """The terms in a thing's words; and what this seat may do: render it, query a rendering, answer, take one back."""
    sort = queries.sort_of(subject)
    if not sort:
        return []
    renderings = queries.renderings_of(queries.seen_by(seat), sort, [subject.id])
    standing = [row for row in renderings if row.state == "standing"]
    text = "\n".join([queries.words_of(seat, subject), *(row.text for row in standing)])
    open_here = seat.speaks and seat.process.takes(subject.audience)
    may_render = open_here and queries.may_render(seat, subject.audience)
    it = {
        "sort": sort,
        "subject": subject,
        "terms": queries.terms_in(seat, text),
        "languages": _languages_first(seat),
        "made": MADE,
        "may_render": may_render and getattr(subject, "state", "") != "struck",
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


def _pieces(scope: queries.Scope, sort: str, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row in queries.renderings_of(scope, sort, ids):
        empty = {
            "id": row.subject_id,
            "sort": sort,
            "number": row.subject.number,
            "all": [],
            "standing": [],
            "past": [],
        }
        piece = found.setdefault(row.subject_id, empty)
        piece["struck"] = sort == "statement" and row.subject.state == "struck"
        piece["all"].append(row)
        piece["standing" if row.state == "standing" else "past"].append(row)
    return found


def _of(entry: Entry) -> queries.Scope:
    return lambda model: model.objects.of(entry)
