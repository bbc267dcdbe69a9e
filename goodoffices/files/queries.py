"""What the pages of files ask."""

from collections.abc import Iterable

from django.db.models import Q, Sum

from goodoffices.files import storing
from goodoffices.files.models import File
from goodoffices.process.extensions import Place
from goodoffices.process.models import Seat
from goodoffices.record.acts import NotThere
from goodoffices.record.cache import cached
from goodoffices.record.scope import seen_by
from goodoffices.record.things import nouns_of

RELATED = ("book", "party", "about", "about__book")


def files_seen_by(seat: Seat) -> list[File]:
    """Every file that this seat reads, the latest first."""
    rows = File.objects.seen_by(seat).select_related(*RELATED).order_by("-at", "id")
    return with_all(seat, rows)


def file_seen_by(seat: Seat, id: str) -> File:
    """One file with its versions; raises NotThere for what is forbidden and what is absent."""
    found = with_all(seat, File.objects.seen_by(seat).select_related(*RELATED).filter(id=id))
    if not found:
        raise NotThere
    return found[0]


def file_read_by(seat: Seat, id: str) -> File:
    """A file for fetching its bytes: also of a book that the seat read until its party left, as it was then."""
    found: File | None = File.objects.seen_by(seat).select_related("book").filter(id=id).first()
    return found or _file_of_ended_book(seat, id)


def with_all(seat: Seat, files: Iterable[File]) -> list[File]:
    """The same files, each with what it is about, its versions and its originals, as far as this seat reads them."""
    found = list(files)
    ids = [each.id for each in found]
    named = [id for each in found for id in (each.supersedes_id, each.original_of_id) if id]
    rows = File.objects.seen_by(seat).select_related("book").order_by("number")
    others = list(rows.filter(Q(id__in=named) | Q(supersedes__in=ids) | Q(original_of__in=ids)))
    by_id, nouns = {each.id: each for each in others}, nouns_of([each.about for each in found], seen_by(seat))
    for each in found:
        each.subject = nouns.get(each.about_id)
        each.older, each.translation = by_id.get(each.supersedes_id or ""), by_id.get(each.original_of_id or "")
        each.newer = next((other for other in others if other.supersedes_id == each.id), None)
        each.originals = [other for other in others if other.original_of_id == each.id]
    return found


@cached
def places(seat: Seat) -> tuple[Place, ...]:
    from django.utils.translation import gettext as _

    rows = File.objects.seen_by(seat).select_related("book").order_by("-at")
    return tuple([Place(_("Files"), each.title, each.page(), each.name) for each in rows])


def used_by(seat: Seat) -> int:
    """Bytes of all that this seat has attached, or that waits for it."""
    kept = File.objects.seen_by(seat).filter(seat_id=seat.id).aggregate(all=Sum("size"))["all"] or 0
    return int(kept) + sum(each.size for each in storing.all_waiting(seat.id))


def used_in(seat: Seat, book: str) -> int:
    """Bytes of the files of a book, as far as this seat reads them: more would tell those who came later of what was before."""
    return int(File.objects.seen_by(seat).filter(book=book).aggregate(all=Sum("size"))["all"] or 0)


def _file_of_ended_book(seat: Seat, id: str) -> File:
    ended = seat.ended()
    # house: read for nobody: a file of a book that this seat reads no further, up to the entry that ended it for them
    found = File._base_manager.filter(id=id, book__in=list(ended)).select_related("book").first()
    if found is None:
        raise NotThere
    first, last = ended[found.book_id]
    if not first <= found.number <= last:
        raise NotThere
    if found.ended and found.ended > last:
        found.state, found.ended = "current", None
    file: File = found
    return file
