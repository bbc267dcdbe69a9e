"""Where pages show the ledger: beside a statement in its caucus, on its page and in the rail; and what the stream pushes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.process.attribution import side_of
from goodoffices.process.audience import is_caucus
from goodoffices.process.extensions import Link, Part
from goodoffices.process.fragments import Fragment, beside
from goodoffices.process.models import Party, Seat
from goodoffices.process.trust import RELEASING, may
from goodoffices.record.models import Entry
from goodoffices.record.scope import Scope, of, seen_by
from goodoffices.record.things import Noun, subject_of
from goodoffices.shuttle.labels import FORMS
from goodoffices.shuttle.models import Gist, Release, Withholding

TEMPLATE = "shuttle/_releases.html"


def releases(entry: Entry, subject: str) -> list[Fragment]:
    """What may travel of a thing, as it is after this entry."""
    it = ledger_of(of(entry), [subject])[subject]
    rows: list[Release | Gist | Withholding] = [*it["releases"], *it["gists"], *it["marks"]]
    return beside(entry, subject_of(rows[0], entry), "releases", rows, TEMPLATE, it)


def releases_beside(seat: Seat, sort: str, ids: list[str]) -> Mapping[str, Part]:
    if not _reads_a_caucus(seat):
        return {}
    return {id: Part(TEMPLATE, it) for id, it in ledger_of(seen_by(seat), ids).items()}


def ledger_of(scope: Scope, subjects: Iterable[str]) -> dict[str, dict[str, Any]]:
    """By subject: its releases, drafted gists, and whether it is marked not to travel."""
    ids, found = list(subjects), dict[str, dict[str, Any]]()
    for name, model in (("releases", Release), ("gists", Gist), ("marks", Withholding)):
        rows = scope(model).filter(about__in=ids).select_related("book", "about")
        for row in rows if model is Withholding else rows.select_related("book", "about", "to"):
            empty: dict[str, Any] = {
                "id": row.about_id, "sort": row.subject_sort, "releases": [], "gists": [], "marks": []
            }  # fmt: skip
            found.setdefault(row.about_id, empty)[name].append(row)
    for it in found.values():
        it["marked"] = any(mark.ended is None for mark in it["marks"])
        it["drafts"] = [gist for gist in it["gists"] if gist.taken is None]
    return found


def actions_on(seat: Seat, subject: Noun) -> Iterable[Part]:
    """What the seat may do with something said in a caucus: release it, mark it, draft its gist, convey it."""
    if not is_caucus(subject.audience) or not subject.stands or side_of(seat, subject) is None:
        return []
    nothing: dict[str, Any] = {"releases": [], "drafts": [], "marked": False}
    here = ledger_of(seen_by(seat), [subject.id]).get(subject.id, nothing)
    waiting = [release for release in here["releases"] if release.state == "released"]
    open_regime = seat.rules is not None and seat.rules.regime == "open_unless_marked"
    it = {
        "sort": subject.sort,
        "subject": subject,
        "waiting": waiting,
        "drafts": here["drafts"],
        "marked": here["marked"],
        "forms": FORMS,
        "parties": list(Party.objects.seen_by(seat).exclude(id=side_of(seat, subject)).order_by("name")),
        "gives": may(seat, RELEASING),
        "may_mark": seat.delegate,
        "carries": seat.leads,
        "open_regime": open_regime,
    }
    return [Part("shuttle/_deeds.html", it)]


def releases_here(seat: Seat, room: Any) -> bool:
    """Whether this seat’s side may let things travel from this room."""
    return is_caucus(room.book.audience) and may(seat, RELEASING)


def carries_here(seat: Seat, room: Any) -> bool:
    return is_caucus(room.book.audience) and seat.leads


def rail(seat: Seat) -> Iterable[Link]:
    if _reads_a_caucus(seat):
        yield Link(_("What may travel"), "shuttle:ledger")


def _reads_a_caucus(seat: Seat) -> bool:
    return any(is_caucus(book.audience) for book in seat.shelf().values())
