"""What open pages show of an entry, made once per language and kept: an entry never changes."""

import logging
from collections import OrderedDict

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html

from goodoffices.live import lines
from goodoffices.process.models import Process
from goodoffices.record.acts import Shown
from goodoffices.record.models import Entry

log = logging.getLogger(__name__)
KEPT = 1_000

Key = tuple[str, int, str]


class Rendering:
    def __init__(self) -> None:
        self._kept: OrderedDict[Key, bytes] = OrderedDict()

    def shown(self, entry: Entry, language: str) -> bytes:
        """The message that swaps the entry's pieces into a page; empty if it shows none."""
        key = (entry.book_id, entry.number, language)
        block = self._kept.get(key)
        if block is None:
            block = self._kept[key] = _rendered(entry, language)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return block


def _rendered(entry: Entry, language: str) -> bytes:
    try:
        with translation.override(language):
            pieces = [_partial(piece, entry) for piece in entry.act.shows(entry)]
        return lines.message("\n".join(pieces)) if pieces else b""
    except Exception as problem:
        # The page is told that the book grew all the same. Nothing of the entry may stand in a log.
        log.error("entry %s %s cannot be shown: %s", entry.book_id, entry.number, type(problem).__name__)
        return b""


def _partial(piece: Shown, entry: Entry) -> str:
    process = Process._base_manager.get(id=entry.process_id)
    place = {"process": process.id, "zone": process.zone, "field": process.field}
    html = render_to_string(piece.template, {**piece.context, **place})
    return format_html('<hx-partial hx-target="{}" hx-swap="{}">', piece.target, piece.swap) + html + "</hx-partial>"
