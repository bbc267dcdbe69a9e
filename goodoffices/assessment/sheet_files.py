"""A sheet as a file, as its reader sees it: a line for each judgement, and one for each implication that nobody has judged."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _

from goodoffices.assessment.files import file_name
from goodoffices.assessment.labels import LIKELIHOOD
from goodoffices.assessment.models import Implication, Judgement, Sheet
from goodoffices.assessment.order import place_shown
from goodoffices.assessment.sheet_words import COLUMNS, EARLIER_WORDS, PRESENT_WORDS, SAID, SCALES
from goodoffices.assessment.wordings import mark_earlier
from goodoffices.process.audience_in_words import book_in_words
from goodoffices.process.days import day_of, host_day
from goodoffices.process.models import Seat
from goodoffices.process.sheets import download_sheet
from goodoffices.process.sheets import sheet as set_in_type
from goodoffices.process.tables import Table, comma_separated, download_table, workbook


@dataclass
class Line:
    """An implication with one judgement of it, which stands or was withdrawn; without any, where the reader reads none that stands."""

    implication: Implication
    judgement: Judgement | None
    judge: str = ""  # as far as the ground rules have it told
    room: str = ""  # where it is a narrower one than the sheet's
    withdrawn: str = ""  # the day on which it was withdrawn


def lines_of(seat: Seat, sheet: Sheet, own_room: bool = False) -> list[Line]:
    """In the order of the sheet: of each implication the judgements that stand, the sheet's own book first, then those that were withdrawn;
    with `own_room` nothing of any other."""
    cells = list(implications_of(seat, sheet))
    judged: dict[str, list[Judgement]] = {}
    for row in judgements_of(seat, [cell.id for cell in cells]):
        if not own_room or row.book_id == sheet.book_id:
            judged.setdefault(row.implication_id, []).append(row)
    return [line for cell in cells for line in _lines(seat, sheet, cell, judged.get(cell.id, []))]


def _lines(seat: Seat, sheet: Sheet, cell: Implication, judged: list[Judgement]) -> list[Line]:
    mark_earlier(cell, judged)
    own_book_first = sorted(judged, key=lambda row: (row.book_id != sheet.book_id, row.number))
    lines = [
        Line(cell, row, judge_of(row), _narrower(seat, sheet, row), _withdrawn_on(seat, row)) for row in own_book_first
    ]
    stand = [line for line in lines if not line.withdrawn] or [Line(cell, None)]
    return [*stand, *[line for line in lines if line.withdrawn]]


def _withdrawn_on(seat: Seat, row: Judgement) -> str:
    return day_of(seat.process, row.withdrawn_at).isoformat() if row.withdrawn_at else ""


def implications_of(seat: Seat, sheet: Sheet) -> Iterable[Implication]:
    rows = Implication.objects.seen_by(seat).filter(sheet=sheet.id).select_related(*Implication.related)
    return sorted(rows, key=place_shown)


def judgements_of(seat: Seat, implications: Iterable[str]) -> Iterable[Judgement]:
    """Those that stand, or were withdrawn. A reader may read a judgement and not what it is of: of that one, nothing is told."""
    stood = Q(current=True) | Q(withdrawn_at__gt="")
    rows = Judgement.objects.seen_by(seat).filter(stood, implication__in=list(implications))
    return rows.select_related("book", "seat", "party").order_by("number", "id")


def judge_of(row: Judgement) -> str:
    """How its judge is named to its readers. Somebody who is not named is told from nobody at all, who would be whoever reads."""
    party = row.party.name if row.party else ""
    if row.named == "seat":
        return f"{row.seat.name} ({party})" if party else row.seat.name
    if row.named == "nobody":
        return _("A participant")
    return party or _("Third party")


def _narrower(seat: Seat, sheet: Sheet, row: Judgement) -> str:
    same = row.book_id == sheet.book_id
    return "" if same else book_in_words(row.book.kind, row.book.name, seat.process.field)


def sheet_as(seat: Seat, sheet: Sheet, form: str, own_room: bool = False) -> HttpResponse:
    """As its reader reads it; with `own_room` without what stands in narrower rooms, for handing on in the sheet's own."""
    lines = lines_of(seat, sheet, own_room)
    if form == "pdf":
        content = set_in_type(sheet.title, _blocks(seat, sheet, lines, own_room), host_day(seat.process), "pdf")
        return download_sheet(file_name(sheet), content, "pdf")
    header, rows = [str(name) for name in COLUMNS.values()], [_cells(line) for line in lines]
    if form == "csv":
        return download_table(file_name(sheet), comma_separated(header, rows), "csv")
    return download_table(file_name(sheet), workbook(Table(sheet.title, header, rows), how_to_fill_it_in()), "xlsx")


def _cells(line: Line) -> list[str]:
    cell, row = line.implication, line.judgement
    where = [cell.row.kind_name, cell.row.title, cell.column.scope_name, cell.column.title, cell.words]
    if row is None:
        return [*where, *[""] * (len(COLUMNS) - len(where))]
    round_ = "" if row.round is None else str(row.round)
    if line.withdrawn:  # without what it said: whoever sends the file in does not judge so again
        return [*where, line.judge, line.room, *[""] * len(SAID), round_, "", row.citation, line.withdrawn]
    said = [row.effect_name, row.likelihood_name, row.severity_name, row.horizon_name, row.confidence_name]
    told = [*said, row.reasons, row.source, round_, _of_which_words(row), row.citation, ""]
    return [*where, line.judge, line.room, *told]


def _of_which_words(row: Judgement) -> str:
    return str(EARLIER_WORDS if row.outdated_words else PRESENT_WORDS)


def how_to_fill_it_in() -> Table:
    """A second sheet: what may stand in each column that has a scale, and the keys, which every language reads."""
    told = {
        "of_words": _("Leave this as it is. It says whether the implication has been reworded since."),
        "judge": _("Leave this empty in lines of your own. Lines of others are passed over."),
        "withdrawn": _("Leave this empty. What a judge withdrew is named, and what it said is left out."),
        "room": _("Empty: the choice is yours when you send the file in."),
        "likelihood": _("Needed, with the severity. To judge what others judged, add a line with its row and column."),
    }
    rows = [[str(COLUMNS[name]), words, ""] for name, words in told.items()]
    rows += [[str(COLUMNS[name]), str(word), key] for name, scale in SCALES.items() for key, word in scale.items()]
    return Table(_("How to fill it in"), [_("Column"), _("What may stand there"), _("Key")], rows)


def _blocks(seat: Seat, sheet: Sheet, lines: Iterable[Line], own_room: bool) -> Iterator[str]:
    yield seat.process.title
    if seat.process.notice:
        yield seat.process.notice
    if own_room:
        room = book_in_words(sheet.book.kind, sheet.book.name, seat.process.field)
        yield _("What stands in one room alone: %(room)s.") % {"room": room}
    else:
        yield _("As %(seat)s reads it.") % {"seat": seat.name}
    if sheet.purpose:
        yield sheet.purpose
    last = None
    for line in lines:
        if line.implication != last:
            last = line.implication
            yield "\n".join(filter(None, [last.title, last.words, last.citation]))
        yield _told(line)


def _told(line: Line) -> str:
    row = line.judgement
    if row is None:
        return _("Nobody has judged this.")
    who = f"{line.judge}, {line.room}" if line.room else line.judge
    if line.withdrawn:
        gaps = {"judge": who, "day": line.withdrawn, "citation": row.citation}
        return _("Withdrawn by %(judge)s on %(day)s: %(citation)s.") % gaps
    said = [row.effect_name, str(LIKELIHOOD[row.likelihood]), row.severity_name, row.horizon_name, row.confidence_name]
    told = [
        _("Judged by %(judge)s: %(said)s.") % {"judge": who, "said": "; ".join(filter(None, said))},
        _("Reasons: %(reasons)s") % {"reasons": row.reasons} if row.reasons else "",
        _("Source: %(source)s") % {"source": row.source} if row.source else "",
        _("Round %(round)s") % {"round": row.round} if row.round is not None else "",
        _("Judged before the present words were written.") if row.outdated_words else "",
        row.citation,
    ]
    return "\n".join(filter(None, told))
