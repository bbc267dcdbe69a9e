"""The ledger where it stands: beside a statement in its caucus, on its page, in the rail; and as the stream pushes it."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from goodoffices.process.extensions import Link, Part
from goodoffices.process.models import Party, Seat
from goodoffices.record.acts import Fragment
from goodoffices.record.models import Entry
from goodoffices.shuttle.labels import FORMS
from goodoffices.shuttle.models import Gist, Release, Withholding

TEMPLATE = "shuttle/_releases.html"
Scope = Callable[[Any], Any]  # a table → its rows, for one reader or one entry


def shown(entry: Entry, statement: str) -> list[Fragment]:
    piece = ledger_of(lambda model: model.objects.of(entry), [statement])[statement]
    rows = [*piece["releases"], *piece["gists"], *piece["marks"]]
    first = min(row.number for row in rows) == entry.number
    target, swap = (f"#statement-{statement}", "afterend") if first else (f"#releases-{statement}", "outerHTML")
    return [Fragment(rows[0].statement.number, target, swap, TEMPLATE, {"it": piece})]


def releases_beside(seat: Seat, sort: str, ids: list[str]) -> Mapping[str, Part]:
    if sort != "statement" or not _reads_a_caucus(seat):
        return {}
    pieces = ledger_of(lambda model: model.objects.seen_by(seat), ids)
    return {id: Part(TEMPLATE, piece) for id, piece in pieces.items()}


def ledger_of(scope: Scope, statements: Iterable[str]) -> dict[str, dict[str, Any]]:
    """By statement: its releases, drafted gists, and whether it is marked not to travel."""
    ids, found = list(statements), dict[str, dict[str, Any]]()
    for name, model in (("releases", Release), ("gists", Gist), ("marks", Withholding)):
        rows = scope(model).filter(statement__in=ids).select_related("book", "statement")
        for row in rows if model is Withholding else rows.select_related("book", "statement", "to"):
            empty: dict[str, Any] = {"id": row.statement_id, "releases": [], "gists": [], "marks": []}
            found.setdefault(row.statement_id, empty)[name].append(row)
    for piece in found.values():
        piece["marked"] = any(mark.ended is None for mark in piece["marks"])
        piece["drafts"] = [gist for gist in piece["gists"] if gist.taken is None]
    return found


def actions_on(seat: Seat, subject: Any) -> Iterable[Part]:
    """What the seat may do with something said in a caucus: release it, mark it, draft its gist, convey it."""
    sort = subject._meta.model_name
    if sort not in ("statement", "solution") or subject.audience.kind != "caucus" or subject.party_id is None:
        return []
    if subject.state in ("struck", "withdrawn"):
        return []
    piece = ledger_of(lambda model: model.objects.seen_by(seat), [subject.id]) if sort == "statement" else {}
    here = piece.get(subject.id, {"releases": [], "drafts": [], "marked": False})
    releases = here["releases"] or list(
        Release.objects.seen_by(seat).of_subject(sort, subject.id).select_related("book", "to")
    )
    waiting = [release for release in releases if release.state == "released"]
    open_regime = seat.rules is not None and seat.rules.regime == "open_unless_marked"
    it = {
        "sort": sort,
        "subject": subject,
        "waiting": waiting,
        "drafts": here["drafts"],
        "marked": here["marked"],
        "forms": FORMS,
        "parties": list(Party.objects.seen_by(seat).exclude(id=subject.party_id).order_by("name")),
        "gives": seat.delegate and (seat.decides or subject.seat_id == seat.id),
        "may_mark": seat.delegate and sort == "statement",
        "carries": seat.leads,
        "open_regime": open_regime,
    }
    return [Part("shuttle/_deeds.html", it)]


def rail(seat: Seat) -> Iterable[Link]:
    if _reads_a_caucus(seat):
        yield Link(_("What may travel"), "shuttle:ledger")


def _reads_a_caucus(seat: Seat) -> bool:
    return any(book.kind == "caucus" for book in seat.shelf().values())
