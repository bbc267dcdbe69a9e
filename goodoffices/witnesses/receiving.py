"""Taking a cosignature in: from a seat that reads the book, by a witness of its side, on a checkpoint that the host keeps."""

from datetime import UTC, timedelta
from functools import partial

from django.conf import settings
from django.utils.translation import gettext as _

from goodoffices.engines import ledger
from goodoffices.engines.ledger.cosigning import Cosigned, cosignature_of
from goodoffices.process.models import Seat
from goodoffices.record.acts import Refused
from goodoffices.record.alarms import hang_bell
from goodoffices.record.checkpoints import keep_checkpoint, now_in, on_the_clock
from goodoffices.record.keys import origin
from goodoffices.record.models import Book, Cosignature
from goodoffices.record.timestamps import moment, written
from goodoffices.record.writing import write
from goodoffices.witnesses.acts import NoteWitness
from goodoffices.witnesses.models import Noting, Witness
from goodoffices.witnesses.queries import read_on

AHEAD = timedelta(minutes=10)  # so far may a witness's clock be ahead of the host's
MOST_AT_ONE = 8  # of one side on one checkpoint: of twelve sides all fit on a note
MOST_KEPT = 48  # of one witness in one book; what was noted stays on record


def take(seat: Seat, book: str, note: str) -> tuple[Cosignature, bool]:
    """Keep the cosignature on a note; also whether it is new. Refused with a sentence for whatever does not fit."""
    found, first = read_on(seat, book)
    opened, said = _opened(note)
    if said.origin != origin(found.process_id, found.id):
        raise Refused(_("This checkpoint is of another book. Send it to the address of its own."))
    known = on_the_clock(found, said.size, first)
    if not known or ledger.notes.parse_note(known).text != opened.text:
        raise Refused(
            _("This host keeps no such checkpoint of this book. Fetch the one that it offers, and compare the two.")
        )
    cosigned = _by_own_witness(seat, opened)
    if cosigned.at > (moment(now_in(found)) + AHEAD).timestamp():
        raise Refused(_("This was signed later than it is now. Correct the clock of your witness, and sign again."))
    return write(partial(_kept, seat, found, said.size, cosigned))


def _opened(note: str) -> tuple[ledger.Note, ledger.Checkpoint]:
    try:
        opened = ledger.notes.parse_note(note)
        return opened, ledger.notes.parse_checkpoint(opened.text)
    except ledger.BadNote:
        raise Refused(
            _(
                "This is not a checkpoint with a signature. Send it as it was offered, with your witness’s line below it."
            )
        ) from None


def _by_own_witness(seat: Seat, note: ledger.Note) -> Cosigned:
    for witness in Witness.objects.seen_by(seat).standing().of_side(seat):
        try:
            found = cosignature_of(note, ledger.WitnessKey.parse(witness.verifier))
        except ledger.BadNote:
            raise Refused(
                _("Your witness’s signature does not hold for this checkpoint. Sign the checkpoint as it was offered.")
            ) from None
        if found:
            return found
    raise Refused(
        _("No witness that your side has named has signed this. Have its key named first, under “Witnesses”.")
    )


def _kept(seat: Seat, book: Book, size: int, cosigned: Cosigned) -> tuple[Cosignature, bool]:
    now, key = now_in(book), str(cosigned.key)
    mine = book.cosignatures.filter(witness=key).order_by("-size")
    last = mine.first()
    if last and last.size == size:
        return last, False
    if last and last.size > size:
        raise Refused(_("Your witness has signed a later checkpoint of this book. Fetch the one that is offered now."))
    _demand_room(seat, book, size)
    keep_checkpoint(book, now)  # the next entry, or the clock, would: from here on something refers to it
    row = book.cosignatures.create(size=size, witness=key, line=str(cosigned.line), at=cosigned.at, received_at=now)
    for old in list(mine[MOST_KEPT:]):
        old.delete()
    _have_it_noted(seat, book, size, now)
    return row, True


def _demand_room(seat: Seat, book: Book, size: int) -> None:
    """A side that names one key after another must not fill a checkpoint: keys taken back count, too."""
    own = Witness.objects.seen_by(seat).of_side(seat).values_list("verifier", flat=True)
    if book.cosignatures.filter(size=size, witness__in=list(own)).count() >= MOST_AT_ONE:
        raise Refused(_("Your side has signed this checkpoint with as many keys as are kept. Sign the next one."))


def _have_it_noted(seat: Seat, book: Book, size: int, now: str) -> None:
    """At the next hour of notes, unless nothing has come since the last note but that note itself."""
    noted = Noting.objects.seen_by(seat).filter(book=book).order_by("-number").values_list("number", flat=True).first()
    if size > (noted or 0):
        until = hour_of_notes(now)
        hang_bell(book, NoteWitness(book=book.id, until=until), until)


def hour_of_notes(now: str) -> str:
    """The next moment at which cosignatures are put on record.

    >>> hour_of_notes("2025-04-10T09:30:00.000Z")
    '2025-04-11T03:00:00.000Z'
    """
    today = moment(now).astimezone(UTC).replace(hour=settings.WITNESS_HOUR, minute=0, second=0, microsecond=0)
    return written(today if written(today) > now else today + timedelta(days=1))
