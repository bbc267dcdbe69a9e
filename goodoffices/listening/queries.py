"""What was heard, by whom, and what waits for whom."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q

from goodoffices.consultation import queries as consultation
from goodoffices.listening.models import Asking, Confirmer, Correction, Loop, Restatement, Waiver
from goodoffices.process.models import Party, Seat
from goodoffices.record.cache import cached

SORTS = ("statement", "solution", "position")
Scope = Callable[[Any], Any]  # a table → its rows, for one reader or one entry


def our_loop(seat: Seat, sort: str, subject: str) -> Loop | None:
    """The loop in which the seat's own side listens to this subject."""
    found: Loop | None = (
        Loop.objects.seen_by(seat).on(sort, subject).filter(id__in=_ours(seat).values("loop_id")).first()
    )
    return found


def may_confirm(seat: Seat, subject: Any) -> bool:
    """Whether the seat speaks for the subject's speaker: it is the speaker, or was named for it by its own head."""
    if subject.seat_id == seat.id:
        return True
    if getattr(subject, "named", "") == "nobody":
        return False  # not even the speaker's own delegation is told who spoke
    if seat.id not in confirmers(seat):
        return False
    return bool(subject.seat.party_id == seat.party_id and subject.seat.third == seat.third)


@cached(until="structure")
def confirmers(seat: Seat) -> frozenset[str]:
    """The seats that their heads let confirm for their delegations."""
    return frozenset(Confirmer.objects.seen_by(seat).filter(ended__isnull=True).values_list("seat_id", flat=True))


def loops_on(scope: Scope, sort: str, ids: Iterable[str]) -> list[Loop]:
    """The loops on these subjects with their steps, in the order in which they began."""
    loops = scope(Loop).filter(**{f"{sort}__in": list(ids)}).select_related("listener", "book")
    return with_steps(list(loops), scope)


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


def askings_on(scope: Scope, sort: str, ids: Iterable[str]) -> list[Asking]:
    return list(scope(Asking).filter(**{f"{sort}__in": list(ids)}).select_related("of", "book"))


def waivers_on(scope: Scope, sort: str, ids: Iterable[str]) -> list[Waiver]:
    return list(scope(Waiver).filter(**{f"{sort}__in": list(ids)}).select_related("book"))


def words_of(seat: Seat, subject: Any) -> str:
    """What a subject says, as it stands now."""
    sort = subject._meta.model_name
    if sort == "statement":
        return consultation.with_related([subject], seen_by(seat))[0].words
    if sort == "position":
        return "\n".join(part for part in (subject.position, subject.interest) if part)
    return "\n".join(part for part in (subject.title, subject.text) if part)


def seen_by(seat: Seat) -> Scope:
    return lambda model: model.objects.seen_by(seat)


def to_confirm(seat: Seat) -> list[Loop]:
    """Loops whose last restatement waits for this seat to confirm it or to say what is missing."""
    restated = Loop.objects.seen_by(seat).filter(Q(speaker=seat.party_id) | Q(speaker__isnull=True), state="restated")
    ours = [loop for loop in with_subjects(restated) if reads(seat, loop.subject) and may_confirm(seat, loop.subject)]
    return [loop for loop in with_steps(ours, seen_by(seat)) if loop.restatements[-1].seat_id != seat.id]


def to_restate(seat: Seat) -> list[Asking]:
    """Askings that wait for this seat's side to say something back."""
    if not seat.speaks:
        return []
    same = Q(statement=OuterRef("statement")) | Q(solution=OuterRef("solution")) | Q(position=OuterRef("position"))
    waived = Waiver.objects.seen_by(seat).filter(same)
    heard = Loop.objects.seen_by(seat).filter(same, Exists(_ours(seat).filter(loop=OuterRef("pk"))))
    askings = Asking.objects.seen_by(seat).filter(Q(of=seat.party_id) | Q(of__isnull=True))
    askings = askings.filter(~Exists(waived), ~Exists(heard.exclude(state="corrected")))
    return [each for each in with_subjects(askings) if reads(seat, each.subject) and _meant(seat, each)]


def understood(seat: Seat) -> list[tuple[Party | None, list[Loop]]]:
    """What each side has confirmed that others understood of it: speaker → confirmed loops. The third party comes last."""
    loops = with_subjects(Loop.objects.seen_by(seat).filter(state="confirmed")).select_related("listener", "speaker")
    found = _read(seat, loops.order_by("settled_at", "number"))
    sides: list[Party | None] = [*Party.objects.seen_by(seat).order_by("name"), None]
    return [(side, [loop for loop in found if loop.speaker_id == (side.id if side else None)]) for side in sides]


def open_loops(seat: Seat) -> list[Loop]:
    loops = with_subjects(Loop.objects.seen_by(seat).open()).select_related("listener", "speaker")
    return _read(seat, loops.order_by("began_at", "number"))


def reads(seat: Seat, thing: Any) -> bool:
    """Whether the seat was there when this was said or tabled: a loop on it may have begun later."""
    first = seat.books().get(thing.book_id)
    return first is not None and first <= thing.number


def _read(seat: Seat, loops: Any) -> list[Loop]:
    return with_steps([loop for loop in loops if reads(seat, loop.subject)], seen_by(seat))


def with_subjects(rows: Any) -> Any:
    return rows.select_related("book", *(f"{sort}__book" for sort in SORTS), *(f"{sort}__seat" for sort in SORTS))


def _meant(seat: Seat, asking: Asking) -> bool:
    """Whether an asking is put to the seat's side."""
    subject = asking.subject
    if asking.of_id is not None or subject.seat_id == seat.id:
        return asking.of_id is not None and asking.of_id == seat.party_id
    if getattr(subject, "named", "") == "nobody":
        return not seat.third
    if seat.third:  # it listens where it is alone with the speaker
        return seat.leads and subject.party_id is not None and asking.book.kind == "caucus"
    return bool(subject.party_id != seat.party_id)


def _ours(seat: Seat) -> Any:
    """Restatements of the loops in which the seat's side listens: where listeners are not named, the seat itself alone."""
    side = Q(seat__party__isnull=True) if seat.third else Q(seat__party_id=seat.party_id)
    ours = (~Q(loop__named="nobody") & side) | Q(loop__named="nobody", seat_id=seat.id)
    return Restatement.objects.seen_by(seat).filter(ours)
