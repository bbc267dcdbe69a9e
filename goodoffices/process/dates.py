"""The days that rounds name, when sessions were held, and the items of programmes."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from goodoffices.process.days import day_of
from goodoffices.process.extensions import Date
from goodoffices.process.models import ProgrammeItem, Round, Seat, Session
from goodoffices.record.cache import cached


@cached
def of_the_process(seat: Seat) -> tuple[Date, ...]:
    """When rounds begin and end, as framed, the sessions that were opened, and what their programmes hold."""
    return (*_days_of_rounds(seat), *_sessions(seat), *_programme(seat))


def _days_of_rounds(seat: Seat) -> Iterator[Date]:
    over = seat.process.state == "concluded"
    begins, ends = _("%(day)s: “%(round)s” begins."), _("%(day)s: “%(round)s” ends.")
    for round in Round.objects.seen_by(seat).select_related("book").order_by("ordinal"):
        if round.begins:
            done, title = over or round.state != "framed", _("“%(round)s” begins")
            yield _of_round(round, round.begins, begins)._replace(kind="round_begins", done=done, title=title)
        if round.ends:
            done, title = over or round.state == "concluded", _("“%(round)s” ends")
            yield _of_round(round, round.ends, ends)._replace(kind="round_ends", done=done, title=title)


def _of_round(round: Round, day: str, sentence: str) -> Date:
    said, page = {"round": round.title}, round.page()
    return Date(day, sentence, said, page, round.book, round.number, thing=round.id, place=round.venue)


def _sessions(seat: Seat) -> Iterator[Date]:
    """A session has no date before it is opened; nobody has to be reminded of it."""
    for session in Session.objects.seen_by(seat).select_related("book", "round").order_by("number"):
        yield Date(
            day_of(seat.process, session.opened_at).isoformat(),
            _("%(day)s: session “%(session)s”."),
            {"session": session.title},
            session.page(),
            session.book,
            session.number,
            at=session.opened_at,
            until=session.closed_at,
            thing=session.id,
            kind="session",
            done=True,
            title=_("Session “%(session)s”"),
            place=session.round.venue,
        )


def _programme(seat: Seat) -> Iterator[Date]:
    """What was called off stays, as that. A concluded round has nothing left to wait for. The first item reminds of the day."""
    over = seat.process.state == "concluded"
    rows = list(ProgrammeItem.objects.seen_by(seat).select_related("book", "programme__round"))
    first = {item.programme_id: item.id for item in reversed(rows) if item.current}
    for item in rows:
        yield Date(
            item.programme.day,
            _("%(day)s: “%(item)s”."),
            {"item": item.text},
            item.page(),
            item.book,
            item.number,
            at=item.begins,
            until=item.ends,
            thing=item.id,
            kind="programme_item",
            cancelled=not item.current,
            done=over or item.programme.round.state == "concluded",
            title="%(item)s",
            place=item.room or item.programme.round.venue,
            reminds=item.id == first.get(item.programme_id),
        )
