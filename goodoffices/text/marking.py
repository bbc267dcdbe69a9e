"""What a delegation changed in a Word file, as proposals that can be kept: plain data, one a change."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import override

from goodoffices.engines.brackets.rendering import RenderOptions
from goodoffices.engines.brackets.word import Change, Markup, NewProvision
from goodoffices.engines.brackets.word import Refused as NotRead
from goodoffices.engines.brackets.word import markup as compared
from goodoffices.process.models import Seat
from goodoffices.record.acts import Refused
from goodoffices.text.bases import Base, language_of_files
from goodoffices.text.numbering import in_this_language
from goodoffices.text.openings import opening
from goodoffices.text.reading import citations
from goodoffices.text.working import names_of_sides

MOST_CHANGES = 2_000
MOST_WORDS = 20_000  # of one act: `record.fields.Words`
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb]")
MOST_GONE = 0.6  # of the base's words; where more are missing, the file is of another text
_WORD = re.compile(r"\w+")
_HEAD = "draft"  # how the engine calls what stands before the first provision


class Found(NamedTuple):
    """What is read from a file.

    proposals  {"provision", "span" (None: all of it, or a new one), "words", "kind", "comment", "author", "tracked"}
    remarks    {"provision", "span", "author", "words"}: comments on no change
    """

    proposals: list[dict[str, Any]]
    remarks: list[dict[str, Any]]
    notices: list[str]


def marked_in(seat: Seat, base: Base, data: bytes, language: str = "") -> Found:
    """The changes that a file makes to the text that it was made from; refused, with a sentence, where it cannot be read.

    language   in which the file was made; without one, that of whoever asks
    """
    language = language or language_of_files()
    try:
        with override(language):
            theirs = _names_of_others(seat)
            found = compared(base.read(seat), data, seat.name, RenderOptions(language=language))
    except NotRead as problem:
        raise Refused(str(problem), "file") from None
    labels = _labels(base)
    proposals = [each for each in _proposals(base, found) if not (each["tracked"] and each["author"] in theirs)]
    notices = [_with_labels(each, labels) for each in found.notices]
    if len(proposals) > MOST_CHANGES:
        raise Refused(
            _(
                "There are more than %(most)s changes in this file. Compare it with the text that it was made from, and send its parts."
            )
            % {"most": MOST_CHANGES},
            "file",
        )
    if long := [each for each in proposals if len(each["words"]) > MOST_WORDS]:
        proposals = [each for each in proposals if each not in long]
        words = _("Changes longer than one proposal may be were left out: %(count)s. Split them in the file.")
        notices.append(words % {"count": len(long)})
    if any(each.after == _HEAD for each in found.provisions):
        notices.append(_("What was written before the first provision is proposed right after it."))
    return Found(proposals, list(_remarks(base, found)), notices)


def is_another_text(base: Base, proposals: Sequence[Mapping[str, Any]]) -> bool:
    """Whether most of the base's words are neither in the file nor taken out there with tracking: then it was not made from it.

    Tracked deletions are still in a file, so they tell nothing; of a text that was retyped without tracking, some words stay.
    """
    own = base.words
    gone = 0
    for each in proposals:
        if not each["tracked"] and each["span"] and each["kind"] in ("propose", "delete"):
            start, end = each["span"]
            gone += len(_WORD.findall(own[each["provision"]][start:end]))
    return gone > MOST_GONE * sum(len(_WORD.findall(words)) for words in own.values())


def _names_of_others(seat: Seat) -> set[str]:
    """Under whose names the file came with tracked changes: what they propose stands in the text already."""
    return set(names_of_sides(seat).values()) - {seat.name}


def _proposals(base: Base, found: Markup) -> Iterator[dict[str, Any]]:
    for change in found.changes:
        yield _proposal(change.provision, [change.start, change.end], change.kind, change)
    first = base.rows[0].id if base.rows else ""
    for new in found.provisions:
        yield _proposal(first if new.after == _HEAD else new.after, None, "insert", new)


def _proposal(provision: str, span: list[int] | None, kind: str, change: Change | NewProvision) -> dict[str, Any]:
    return {
        "provision": provision,
        "span": span,
        "words": plain(change.words),
        "kind": kind,
        "comment": plain(change.comment)[:MOST_WORDS],
        "author": plain(change.author)[:200],
        "tracked": change.tracked,
    }


def _remarks(base: Base, found: Markup) -> Iterator[dict[str, Any]]:
    known = base.words
    for remark in found.remarks:
        if remark.provision in known:
            about = known[remark.provision][remark.start : remark.end]
            yield {
                "provision": remark.provision,
                "about": plain(about)[:300],
                "author": plain(remark.author)[:200],
                "words": plain(remark.words)[:MOST_WORDS],
            }


def plain(words: str) -> str:
    """Words as an act takes them: with one sort of line end, and nothing hidden."""
    return _HIDDEN.sub("", re.sub("\r\n|[\r\x0b\x0c\u2028\u2029]", "\n", words))


def _with_labels(notice: str, labels: Mapping[str, str]) -> str:
    """The engine names provisions by their ids; people know them by their numbers."""
    return re.sub(r"[a-z2-7]{24}", lambda match: labels.get(match[0], match[0]), notice)


def _labels(base: Base) -> dict[str, str]:
    """By id, how people cite a provision; by its first words where it has no number."""
    cited = citations(base.rows)
    return {row.id: in_this_language(cited[row.id]) or f"“{opening(row.words)}”" for row in base.rows}
