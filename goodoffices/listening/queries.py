"""What was heard, by whom, and what waits for whom."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q

from goodoffices.listening.models import Asking, Confirmer, Correction, Loop, Restatement, Waiver
from goodoffices.process.attribution import side_of
from goodoffices.process.audience import is_caucus
from goodoffices.process.models import Party, Seat, parties_by_name, sides_of_seats
from goodoffices.record.cache import cached
from goodoffices.record.scope import Scope, seen_by
from goodoffices.record.things import Noun, with_subjects


@cached(per="seat")
def our_loop(seat: Seat, subject: str) -> Loop | None:
    """The loop in which the seat's own side listens to this subject."""
    ours = Loop.objects.seen_by(seat).filter(about=subject, id__in=_ours(seat).values("loop_id"))
    found: Loop | None = ours.select_related("about").first()
    return found


def may_confirm(seat: Seat, subject: Noun) -> bool:
    """Whether the seat speaks for the subject's speaker: it is the speaker, or was named for it by its own head."""
    if subject.author == seat.id:
        return True
    if subject.anonymous:
        return False  # not even the speaker's own delegation is told who spoke
    return seat.id in confirmers(seat) and sides_of_seats(seat).get(subject.author) == (seat.party_id, seat.third)


@cached
def confirmers(seat: Seat) -> frozenset[str]:
    """The seats that their heads let confirm for their delegations."""
    return frozenset(Confirmer.objects.seen_by(seat).filter(ended__isnull=True).values_list("seat_id", flat=True))


def loops_on(scope: Scope, ids: Iterable[str]) -> list[Loop]:
    """The loops on these subjects with their steps, in the order in which they began; the outdated with their `subject`."""
    loops = list(scope(Loop).filter(about__in=list(ids)).select_related("listener", "book", "about"))
    with_subjects([loop for loop in loops if loop.outdated], scope)
    return with_steps(loops, scope)


def with_steps(loops: list[Loop], scope: Scope) -> list[Loop]:
    """The same loops, each with its `restatements`, and each of these with its `correction`."""
    if not loops:
        return []
    rows = scope(Restatement).filter(loop__in=[loop.id for loop in loops]).select_related("seat__party", "book")
    restatements = list(rows)
    corrections = scope(Correction).filter(restatement__in=[each.id for each in restatements]).select_related("book")
    corrected = {correction.restatement_id: correction for correction in corrections}
    for restatement in restatements:
        restatement.correction = corrected.get(restatement.id)
    for loop in loops:
        loop.restatements = [each for each in restatements if each.loop_id == loop.id]
    return loops


@cached
def loops_about(seat: Seat, subject: str) -> list[Loop]:
    """The same of one subject, for a page."""
    return loops_on(seen_by(seat), [subject])


@cached
def is_waived(seat: Seat, subject: str) -> bool:
    """Whether the mediator has let the loops on this subject go."""
    return bool(Waiver.objects.seen_by(seat).filter(about=subject).exists())


def askings_on(scope: Scope, ids: Iterable[str]) -> list[Asking]:
    return list(scope(Asking).filter(about__in=list(ids)).select_related("of", "book", "about"))


def waivers_on(scope: Scope, ids: Iterable[str]) -> list[Waiver]:
    return list(scope(Waiver).filter(about__in=list(ids)).select_related("book", "about"))


@cached(per="seat")
def to_confirm(seat: Seat) -> list[Loop]:
    """Loops whose last restatement waits for this seat to confirm it or to say what is missing."""
    restated = Loop.objects.seen_by(seat).filter(Q(speaker=seat.party_id) | Q(speaker__isnull=True), state="restated")
    found = with_subjects(restated.select_related("book", "about", "listener", "speaker"), seen_by(seat))
    ours = [loop for loop in found if may_confirm(seat, loop.subject)]
    waiting = [loop for loop in ours if not loop.outdated]
    return [loop for loop in with_steps(waiting, seen_by(seat)) if loop.restatements[-1].seat_id != seat.id]


@cached(per="seat")
def to_restate(seat: Seat) -> list[Asking]:
    """Askings that wait for this seat's side to say something back."""
    if not seat.speaks:
        return []
    waived = Waiver.objects.seen_by(seat).filter(about=OuterRef("about"))
    heard = Loop.objects.seen_by(seat).filter(about=OuterRef("about"))
    heard = heard.filter(Exists(_ours(seat).filter(loop=OuterRef("pk"))))
    askings = Asking.objects.seen_by(seat).filter(Q(of=seat.party_id) | Q(of__isnull=True))
    askings = askings.filter(~Exists(waived), ~Exists(heard.exclude(state="corrected")))
    askings = askings.select_related("book", "of", "about")
    return [asking for asking in with_subjects(askings, seen_by(seat)) if _meant(seat, asking)]


def to_restate_anew(seat: Seat) -> list[Loop]:
    """Loops in which this seat's side said back, and perhaps was confirmed in, words that were corrected since."""
    if not seat.speaks:
        return []
    waived = Waiver.objects.seen_by(seat).filter(about=OuterRef("about"))
    ours = Loop.objects.seen_by(seat).outdated().exclude(state="corrected").filter(~Exists(waived))
    ours = ours.filter(Exists(_ours(seat).filter(loop=OuterRef("pk")))).select_related("book", "about")
    return [loop for loop in with_subjects(ours, seen_by(seat)) if loop.subject.stands]


@cached
def understood(seat: Seat) -> list[tuple[Party | None, list[Loop]]]:
    """What each side has confirmed that others understood of it: speaker → confirmed loops, also those of an earlier
    wording. The third party comes last."""
    found = _read(seat, Loop.objects.seen_by(seat).filter(state="confirmed").order_by("settled_at", "number"))
    sides: list[Party | None] = [*parties_by_name(seat), None]
    return [(side, [loop for loop in found if loop.speaker_id == (side.id if side else None)]) for side in sides]


@cached
def open_loops(seat: Seat) -> list[Loop]:
    return _read(seat, Loop.objects.seen_by(seat).open().order_by("began_at", "number"))


def _read(seat: Seat, loops: Any) -> list[Loop]:
    """Those of these loops whose subject the seat reads: a loop on it may have begun after the seat was admitted."""
    rows = loops.select_related("book", "about", "listener", "speaker")
    return with_steps(with_subjects(rows, seen_by(seat)), seen_by(seat))


def _meant(seat: Seat, asking: Asking) -> bool:
    """Whether an asking is put to the seat's side."""
    subject: Noun = asking.subject
    if asking.of_id is not None or subject.author == seat.id:
        return asking.of_id is not None and asking.of_id == seat.party_id
    if subject.anonymous:
        return not seat.third
    speaker = side_of(seat, subject)
    if seat.third:  # in a caucus it is the listener
        return seat.leads and speaker is not None and is_caucus(asking.audience)
    return speaker != seat.party_id


def _ours(seat: Seat) -> Any:
    """Restatements of the loops in which the seat's side listens: where listeners are not named, the seat itself alone."""
    side = Q(seat__party__isnull=True) if seat.third else Q(seat__party_id=seat.party_id)
    ours = (~Q(loop__named="nobody") & side) | Q(loop__named="nobody", seat_id=seat.id)
    return Restatement.objects.seen_by(seat).filter(ours)
