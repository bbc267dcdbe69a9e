"""A draft that comes in: from a file or as text, read by the engine, with what people corrected in the reading.

Reading is never perfect, so whoever imports sees the reading first (`views/importing.py`) and may correct it:

joined   numbers of provisions (from 1, in order) that belong to the one before
kinds    number of a provision → what it is
names    a name in the text → the key of the party at the table that it means; its words in brackets become that party's
"""

# house: audience: kinds of provisions, not of books

import codecs
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from django.utils.translation import gettext as _

from goodoffices.engines.brackets import Draft as Bracketed
from goodoffices.engines.brackets import parse, replaced
from goodoffices.engines.brackets.model import Bracket, Note
from goodoffices.engines.brackets.model.spans import ProvisionKind
from goodoffices.engines.brackets.operations.stances import with_notes
from goodoffices.engines.brackets.storing import Row, rows
from goodoffices.record.acts import Refused
from goodoffices.text.numbering import ARTICLE, OPTION

MOST_BYTES = 100_000_000
MOST_CHARACTERS = 2_000_000
MOST_PROVISIONS = 20_000
_PDF = b"%PDF-"
_NO_TEXT = (_PDF, b"{\\rtf", b"\xd0\xcf\x11\xe0")  # rich text, an older Word


class Read(NamedTuple):
    """A reading: the engine's draft, and sentences on what was made plain, left out or not understood."""

    draft: Bracketed
    remarks: tuple[str, ...]
    sha256: str


def read_bytes(data: bytes, name: str) -> Read:
    """The draft in a file: Word, Markdown or text. Refused, with a sentence, for anything else."""
    if len(data) > MOST_BYTES:
        raise Refused(
            _("This file is too large for a text. Send the part that is negotiated, without its annexes."), "file"
        )
    sha256 = hashlib.sha256(data).hexdigest()
    if data.startswith(b"PK\x03\x04"):
        return _from_word(data, sha256)
    words, remarks = _decoded(data)
    markdown = name.lower().endswith((".md", ".markdown"))
    return _bounded(Read(parse(words, markdown=markdown), remarks, sha256))


def is_pdf(data: bytes) -> bool:
    return data.startswith(_PDF)


def read_pages(words: str) -> Read:
    """The draft in the words of a PDF, which knows lines on pages, and neither paragraphs nor tracked changes."""
    if not words.strip():
        raise Refused(
            _("There are no words in this PDF, only pictures of pages. Choose the file it was made from."), "file"
        )
    found = read_text(words)
    remark = _(
        "This is a PDF: its lines were read page by page, without tracked changes. Look at where provisions begin."
    )
    return found._replace(remarks=(remark,))


def read_text(text: str, names: Iterable[str] = ()) -> Read:
    """The draft in words that were pasted. `names` speak in it, whether or not they look like names."""
    return _bounded(Read(parse(text, parties=names), (), hashlib.sha256(text.encode()).hexdigest()))


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The words of a text file, and what to know of how they were read: few files say in which characters they are written."""
    refused = Refused(_("This file is neither Word nor plain text. Save it as .docx, or paste its words."), "file")
    if data.startswith(_NO_TEXT):
        raise refused
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return _without_nul(data.decode("utf-16" if wide else "utf-8-sig"), refused), ()
    except UnicodeDecodeError:
        if wide:
            raise refused from None
    try:
        words = _without_nul(data.decode("cp1252"), refused)
    except UnicodeDecodeError:
        raise refused from None
    remark = _(
        "This file is older plain text, and was read as Western European. If letters look wrong, save it as UTF-8 and send that."
    )
    return words, (remark,)


def _without_nul(words: str, refused: Refused) -> str:
    """Words as they are: no text holds a NUL, and most other files do."""
    if "\0" in words:
        raise refused
    return words


def _from_word(data: bytes, sha256: str) -> Read:
    from goodoffices.engines.brackets.word import Refused as NotRead
    from goodoffices.engines.brackets.word import read_word

    try:
        found = read_word(data)
    except NotRead as problem:
        raise Refused(str(problem), "file") from None
    return _bounded(Read(found.draft, tuple(found.notices), sha256))


def _bounded(found: Read) -> Read:
    if len(found.draft.text) > MOST_CHARACTERS or len(found.draft.provisions) > MOST_PROVISIONS:
        raise Refused(_("This is more than one text can hold here. Split it, and table its parts."), "file")
    if not found.draft.text.strip():
        raise Refused(_("There are no words in this. Choose a file with text in it, or paste the words."), "file")
    return found


# ---- What people corrected


def corrected(
    draft: Bracketed, joined: Iterable[int], kinds: Mapping[int, ProvisionKind], names: Mapping[str, str]
) -> list[Row]:
    """The rows of a reading with its corrections."""
    found = _joined(rows(with_names(draft, names)), set(joined))
    return [replace(row, kind=kinds[place]) if place in kinds else row for place, row in enumerate(found, 1)]


def _joined(found: Sequence[Row], joined: set[int]) -> list[Row]:
    """Rows that were read as provisions of their own, put back into those before them."""
    made: list[Row] = []
    for place, row in enumerate(found, 1):
        if place in joined and made:
            before = made[-1]
            shift = len(before.words)
            notes = [note._replace(start=note.start + shift, end=note.end + shift) for note in row.notes]
            made[-1] = replace(before, words=before.words + row.words, notes=(*before.notes, *notes))
        else:
            made.append(row)
    ids = {row.id for row in made}
    return [row if row.parent in ids else replace(row, parent="") for row in made]


def with_names(draft: Bracketed, names: Mapping[str, str]) -> Bracketed:
    """The draft with “[US: annually]” as “[annually]”, and the stance beside it as that of the party that is meant."""
    meant = {name: key for name, key in names.items() if key}
    notes = [note._replace(party=meant.get(note.party, note.party)) for note in draft.notes]
    edits: list[tuple[int, int, str]] = []
    for bracket in draft.brackets:
        if bracket.attributions and not bracket.option and all(one.party in meant for one in bracket.attributions):
            notes += [Note(bracket.start, bracket.end, meant[one.party], one.stance) for one in bracket.attributions]
            edits += _around(draft, bracket)
    return replaced(with_notes(draft, notes), edits) if edits else with_notes(draft, notes)


def _around(draft: Bracketed, bracket: Bracket) -> list[tuple[int, int, str]]:
    """What to cut: the names before the words and those after them, inside the bracket."""
    before = (bracket.start + 1, bracket.inner_start, "")
    after = (bracket.inner_end, bracket.end - 1, "")
    return [cut for cut in (before, after) if cut[0] < cut[1]]


def names_in(draft: Bracketed) -> list[str]:
    """Whose words a text says those in brackets are, in the order in which they first speak."""
    spoken = [one.party for bracket in draft.brackets for one in bracket.attributions]
    spoken += [one.party for option in draft.options for one in option.attributions]
    return list(dict.fromkeys([*spoken, *(note.party for note in draft.notes if note.party)]))


# ---- How provisions are cited


def citations(found: Sequence[Row]) -> dict[str, str]:
    """By id, “Art. 5 (2) (a)”: the article that it stands in, then the numbers down to it."""
    by_id = {row.id: row for row in found}
    return {row.id: _cited(row, by_id) for row in found}


def _cited(row: Row, by_id: Mapping[str, Row]) -> str:
    if not row.label:
        return ""
    if row.kind == "article":
        return f"{ARTICLE}{row.label}"
    if row.kind == "heading":
        return row.label
    if row.kind == "option":
        under = _cited(by_id[row.parent], by_id) if row.parent in by_id else ""
        return f"{under}, {OPTION}{row.label}" if under else f"{OPTION}{row.label}"
    above, steps = by_id.get(row.parent), [f"({row.label})" if row.kind == "subparagraph" else row.label]
    while above is not None:
        if above.kind == "article":
            inner = " ".join([f"({steps[0].strip('()')})", *steps[1:]])
            return f"{_cited(above, by_id)} {inner}"
        if above.label and above.kind not in ("heading", "option"):
            steps.insert(0, f"({above.label})" if above.kind == "subparagraph" else above.label)
        above = by_id.get(above.parent)
    return " ".join(steps)
