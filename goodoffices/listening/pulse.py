"""The heard-ness pulse: how heard each side felt in a session, in eight answers that nobody else ever reads.

After the Feeling Heard Scale of C. A. Roos, T. Postmes and N. Koudenburg, “Feeling heard: Operationalizing a key concept
for social relations”, PLoS ONE 18(11), 2023, e0292865, https://doi.org/10.1371/journal.pone.0292865, CC BY 4.0.

What a side felt is told once the pulse is closed, and from three answers on: while answers may still come or change, no
number exists that one of them could be told from by its difference.
"""

from dataclasses import dataclass
from datetime import timedelta
from statistics import fmean

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.listening.models import PulseAnswer
from goodoffices.process.models import Party, Seat, Session, parties_by_name
from goodoffices.record.acts import NotThere, Refused
from goodoffices.record.cache import cached
from goodoffices.record.source import source
from goodoffices.record.timestamps import moment

SOURCE = (
    "C. A. Roos, T. Postmes, N. Koudenburg, “Feeling heard: Operationalizing a key concept for social relations”, "
    "PLoS ONE 18(11), 2023, e0292865"
)
ADDRESS = "doi.org/10.1371/journal.pone.0292865"

LEAST = 3  # answers needed before a side's result is shown
OPEN_FOR = timedelta(days=7)
SETTLING = timedelta(minutes=1)  # an answer sent in time may not have been stored yet
MARKS = range(1, 8)


@dataclass(frozen=True)
class Item:
    """One sentence of the scale; `turned` if much of it means little heard."""

    name: str
    component: str
    words: str | Promise
    turned: bool = False


# Items 2, 5, 6, 8, 9, 13 and 15 of Table 1 of the paper, in the plural form that its authors used where several others took
# part. The first, overall item is not in that table; its wording is ours.
ITEMS = (
    Item("heard", "overall", gettext_lazy("I felt heard.")),
    Item("voice", "voice", gettext_lazy("I could say what I really wanted to say.")),
    Item(
        "themselves",
        "attention",
        gettext_lazy("The others were more concerned with themselves than with what I said."),
        turned=True,
    ),
    Item("listened", "attention", gettext_lazy("The others listened to what I said.")),
    Item("shoes", "empathy", gettext_lazy("The others tried to put themselves in my shoes.")),
    Item(
        "insensitive",
        "empathy",
        gettext_lazy("The others were insensitive to my thoughts and feelings."),
        turned=True,
    ),
    Item("respect", "respect", gettext_lazy("The others treated me with respect.")),
    Item("understood", "common_ground", gettext_lazy("We understood each other.")),
)
COMPONENTS = {
    "overall": gettext_lazy("Felt heard"),
    "voice": gettext_lazy("Voice"),
    "attention": gettext_lazy("Attention"),
    "empathy": gettext_lazy("Empathy"),
    "respect": gettext_lazy("Respect"),
    "common_ground": gettext_lazy("Common ground"),
}


# ---- which sessions


@cached
def sessions_of(seat: Seat) -> tuple[Session, ...]:
    """The sessions of the talks, in order."""
    return tuple(Session.objects.seen_by(seat).order_by("number"))


def open_pulse(seat: Seat) -> Session | None:
    """The session that may be answered about now: the last, if it is closed, for seven days, until the next one opens."""
    return _last_within(seat, OPEN_FOR)


def closed_pulses(seat: Seat) -> list[Session]:
    """The sessions about which nobody may answer any more, in order."""
    still = _last_within(seat, OPEN_FOR + SETTLING)
    return [each for each in sessions_of(seat) if each.closed_at and (still is None or each.id != still.id)]


def _last_within(seat: Seat, span: timedelta) -> Session | None:
    last = next(iter(reversed(sessions_of(seat))), None)
    if last is None or not last.closed_at:
        return None
    now = moment(source().now("pulse/1"))
    return last if now < moment(last.closed_at) + span else None


# ---- one's own answer


def answers(seat: Seat) -> bool:
    """Whether this seat is asked: those of the delegations. The third party listens; observers do not speak."""
    return seat.delegate and seat.party_id is not None


def own_marks(seat: Seat, session: Session) -> list[int] | None:
    """What this seat itself answered; nobody else's is ever read but in a sum."""
    rows = PulseAnswer.objects.filter(process=seat.process_id, session=session.id, seat=seat.id)
    found: list[int] | None = rows.values_list("marks", flat=True).first()
    return found


def own_scores(seat: Seat) -> list[tuple[Session, float]]:
    """What this seat itself answered about each session that is answered about no more."""
    rows = PulseAnswer.objects.filter(process=seat.process_id, seat=seat.id).values_list("session", "marks")
    given = dict(rows)
    return [(session, _tenth(score(given[session.id]))) for session in closed_pulses(seat) if session.id in given]


def keep(seat: Seat, session: str, marks: list[int]) -> None:
    """Answer, or answer otherwise. The session is looked at again inside the lock, so that nothing comes after the end."""
    if seat.party_id is None or not answers(seat) or session not in {each.id for each in sessions_of(seat)}:
        raise NotThere
    with transaction.atomic():
        still = open_pulse(seat.again())
        if still is None or still.id != session:
            raise Refused(_("The survey of this session has closed. Answer after the next one."))
        if len(marks) != len(ITEMS) or any(mark not in MARKS for mark in marks):
            raise Refused(_("Choose a number in every line, then send it again."))
        PulseAnswer.objects.update_or_create(
            session=session,
            seat=seat.id,
            defaults={"process": seat.process_id, "party": seat.party_id, "marks": marks},
        )


# ---- what a side felt


@dataclass(frozen=True)
class Felt:
    """What one side felt in one session; without `score` where fewer than three have answered."""

    session: Session
    score: float | None
    components: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Trend:
    party: Party
    felt: tuple[Felt, ...]


def trends(seat: Seat) -> list[Trend]:
    """By party whose answers this seat is told of, what it felt in each session whose pulse is closed."""
    sessions, parties = closed_pulses(seat), _told_of(seat)
    marks: dict[tuple[str, str], list[list[int]]] = {}
    rows = PulseAnswer.objects.filter(process=seat.process_id, session__in=[session.id for session in sessions])
    for session, party, given in rows.filter(party__in=[p.id for p in parties]).values_list(
        "session", "party", "marks"
    ):
        marks.setdefault((session, party), []).append(given)
    return [
        Trend(party, tuple(_felt(session, marks.get((session.id, party.id), [])) for session in sessions))
        for party in parties
    ]


def score(marks: list[int]) -> float:
    """The mean of the eight, those that are turned counted from the other end.

    >>> score([7, 7, 1, 7, 7, 1, 7, 7])
    7.0
    """
    return fmean(_counted(marks))


def _counted(marks: list[int]) -> list[int]:
    return [8 - mark if item.turned else mark for item, mark in zip(ITEMS, marks, strict=True)]


def _told_of(seat: Seat) -> list[Party]:
    """The third party is told of every side; a side of itself alone."""
    parties = parties_by_name(seat)
    if seat.third:
        return parties
    return [party for party in parties if answers(seat) and party.id == seat.party_id]


def _felt(session: Session, answers: list[list[int]]) -> Felt:
    counted = [_counted(marks) for marks in answers]
    if len(counted) < LEAST:
        return Felt(session, None)
    means = {
        name: fmean(
            mark for marks in counted for item, mark in zip(ITEMS, marks, strict=True) if item.component == name
        )
        for name in COMPONENTS
    }
    whole = fmean(fmean(marks) for marks in counted)
    return Felt(session, _tenth(whole), tuple((str(COMPONENTS[name]), _tenth(mean)) for name, mean in means.items()))


def _tenth(value: float) -> float:
    return round(value, 1)


# ---- drawn


@dataclass(frozen=True)
class Chart:
    """The trends as lines in a field of 640 by 220: across the sessions, up from 1 to 7."""

    lines: tuple[tuple[Party, tuple[str, ...], tuple[tuple[float, float, float], ...]], ...]
    ticks: tuple[tuple[float, int], ...]
    heights: tuple[tuple[float, int], ...]


def chart_of(found: list[Trend]) -> Chart | None:
    """None where there is nothing to draw."""
    if not any(felt.score is not None for trend in found for felt in trend.felt):
        return None
    count = len(found[0].felt)
    across = [round(60 + (540 * place / (count - 1) if count > 1 else 270), 1) for place in range(count)]
    lines = []
    for trend in found:
        points = [(x, _up(felt.score), felt.score) for x, felt in zip(across, trend.felt, strict=True) if felt.score]
        lines.append((trend.party, tuple(_strokes(across, trend)), tuple(points)))
    ticks = tuple((x, place) for place, x in enumerate(across, 1))
    return Chart(tuple(lines), ticks, tuple((_up(mark), mark) for mark in (1, 4, 7)))


def _up(value: float) -> float:
    return round(190 - 170 * (value - 1) / 6, 1)


def _strokes(across: list[float], trend: Trend) -> list[str]:
    """Lines between neighbouring sessions; where one was not told, there is a gap."""
    strokes: list[list[str]] = [[]]
    for x, felt in zip(across, trend.felt, strict=True):
        if felt.score is None:
            strokes.append([])
        else:
            strokes[-1].append(f"{x},{_up(felt.score)}")
    return [" ".join(each) for each in strokes if len(each) > 1]
