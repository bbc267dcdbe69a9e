"""Draft minutes of a session from the record of one room, for the secretariat to edit.

A name gets in only where the record tells it and the ground rules in force let it be told: of both the stricter holds.
"""

from collections.abc import Iterator
from typing import Any

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from goodoffices.chairing.queries import meetings_in
from goodoffices.consultation.models import Statement
from goodoffices.consultation.queries import statements_seen_by, with_related
from goodoffices.interpretation.models import Rendering
from goodoffices.process.attribution import named_how
from goodoffices.process.audience_in_words import book_in_words
from goodoffices.process.days import host_time
from goodoffices.process.models import Party, Seat, Session, sides_of_seats
from goodoffices.record.models import Book, Entry
from goodoffices.record.scope import seen_by
from goodoffices.record.timestamps import moment
from goodoffices.record.wording import all_worded

#: What was settled, and what else happened: kinds of acts that minutes tell.
SETTLED = (
    "agenda.accept_solution",
    "agenda.confirm_solution",
    "decisions.consent",
    "decisions.expire",
    "decisions.put",
    "decisions.reveal",
)
HAPPENED = (
    *SETTLED,
    "agenda.raise_issue",
    "agenda.set_status",
    "agenda.table_solution",
    "agenda.withdraw_solution",
    "chairing.adjourn",
    "chairing.resume",
    "chairing.rule_on_point",
    "decisions.break_silence",
    "decisions.withdraw",
    "process.take_up_item",
)
NAMED = ("nobody", "party", "seat")  # how speakers are named, the strictest rule first


def draft_of(seat: Seat, session: Session, book: Book, style: str) -> str:
    """Paragraphs with a blank line between them, in the reader's language; `book` is one of this seat's shelf."""
    found = [(0, _opened(seat, session))]
    found += [(1, words) for words in _present(seat, session, book)]
    told = [*_settled(seat, session, book, SETTLED if style == "agreed" else HAPPENED)]
    told += [] if style == "agreed" else [*_said(seat, session, book)]
    words = [*(words for _place, words in found), *(words for _number, words in sorted(told))]
    return "\n\n".join([*words, *([_closed(seat, session)] if session.closed_at else [])])


def _opened(seat: Seat, session: Session) -> str:
    return _("The session “%(title)s” was opened on %(day)s at %(hour)s (%(citation)s).") % {
        "title": session.title,
        **_moment(seat, session.opened_at),
        "citation": _cite(seat, session.book, session.number),
    }


def _closed(seat: Seat, session: Session) -> str:
    return _("The session was closed on %(day)s at %(hour)s (%(citation)s).") % {
        **_moment(seat, session.closed_at),
        "citation": _cite(seat, session.book, session.changed),
    }


def _present(seat: Seat, session: Session, book: Book) -> Iterator[str]:
    """Who was there, of each meeting that was put on record; nobody is named where the rules hide seats."""
    if named_how(seat, book.audience) != "seat":
        return
    for meeting in meetings_in(seat, [book.id]):
        if session.opened_at <= meeting.began and (not session.closed_at or meeting.began <= session.closed_at):
            yield _("Present: %(names)s (%(citation)s).") % {
                "names": "; ".join(each.name for each in meeting.who),
                "citation": _cite(seat, book, meeting.number),
            }


def _said(seat: Seat, session: Session, book: Book) -> Iterator[tuple[int, str]]:
    rows = _during(statements_seen_by(seat).filter(book=book.id).exclude(state="struck"), session, book)
    statements = with_related(list(rows.order_by("number")), seen_by(seat))
    rendered = _rendered(seat, [each.id for each in statements])
    for each in statements:
        said = {"who": _speaker(seat, book, each), "citation": _cite(seat, book, each.number)}
        if rendering := rendered.get(each.id):
            said |= {"words": _in_one(rendering.text), "rendering": _cite(seat, book, rendering.number)}
            yield each.number, _("%(who)s (%(citation)s): %(words)s (rendering: %(rendering)s)") % said
        else:
            yield each.number, _("%(who)s (%(citation)s): %(words)s") % {**said, "words": _in_one(each.words)}


def _rendered(seat: Seat, ids: list[str]) -> dict[str, Rendering]:
    """By statement, its words in the reader's language, by interpreters: of those that render what it says now."""
    rows = Rendering.objects.seen_by(seat).filter(about__in=ids, language=get_language(), state="standing")
    found = rows.exclude(made="machine").select_related("about").order_by("number")
    return {each.about_id: each for each in found if each.rendered >= each.about.wording}


def _in_one(words: str) -> str:
    """One paragraph: a blank line would begin another."""
    return "\n".join(line for line in words.splitlines() if line.strip())


def _settled(seat: Seat, session: Session, book: Book, kinds: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    rows = book.entries.filter(kind__in=kinds, number__gte=seat.books()[book.id]).select_related("book")
    entries = list(_during(rows, session, book).order_by("number"))
    by = {entry.number: _author(seat, book, entry) for entry in entries}
    for entry, sentence in all_worded(entries, seat, by):
        yield (
            entry.number,
            _("%(sentence)s (%(citation)s)") % {"sentence": sentence, "citation": _cite(seat, book, entry.number)},
        )


def _during(rows: Any, session: Session, book: Book) -> Any:
    """What stands in the record between the opening and the closing of a session."""
    if session.book_id == book.id:  # within one book, numbers give the order
        rows = rows.filter(number__gt=session.number)
        return rows.filter(number__lt=session.changed) if session.closed_at else rows
    rows = rows.filter(at__gte=session.opened_at)
    return rows.filter(at__lte=session.closed_at) if session.closed_at else rows


def _speaker(seat: Seat, book: Book, statement: Statement) -> str:
    how = min(statement.named, named_how(seat, book.audience), key=NAMED.index)
    return _called(how, statement.seat.name, statement.party)


def _author(seat: Seat, book: Book, entry: Entry) -> str:
    """What an entry's author is called; empty where the record's own words may be used."""
    how = named_how(seat, book.audience)
    if entry.by is None or how == "seat":
        return ""
    party, third = sides_of_seats(seat).get(entry.by, (None, False))
    if third:
        return _("The third party")
    return _called(how, "", Party.objects.seen_by(seat).filter(id=party).first())


def _called(how: str, name: str, party: Party | None) -> str:
    if how == "nobody":
        return _("A participant")
    if how == "party":
        return party.name if party else _("The third party")
    return name


def _moment(seat: Seat, at: str) -> dict[str, str]:
    local = host_time(seat.process, moment(at))
    return {"day": formats.date_format(local.date(), "j F Y"), "hour": f"{local:%H:%M}"}


def _cite(seat: Seat, book: Book, number: int) -> str:
    return f"{book_in_words(book.kind, book.name, seat.process.field)} {number}"
