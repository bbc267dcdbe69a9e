"""What a dictionary of a PDF may hold, what it tells, and which of its keys go."""

import zlib
from collections.abc import Iterable
from typing import Any

from goodoffices.engines.papers.images.jpeg import clean_jpeg
from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.links import is_harmless
from goodoffices.engines.papers.memory import demand_memory
from goodoffices.engines.papers.told import NotTaken, Told

_ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound",
            "/RichMediaExecute", "/GoTo3DView"}  # fmt: skip
_MAY_BE_AUTOMATIC = {"/GoTo", "/Named", "/Hide", "/SetOCGState", "/ResetForm"}
_ACTIVE_KEYS = {"/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings"}
_ACTIVE_SUBTYPES = {"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/U3D", "/PRC"}
_EMBEDDED_KEYS = {"/EmbeddedFiles", "/EF", "/AF", "/Collection"}
REMOVED_KEYS = {"/Metadata": "xmp", "/PieceInfo": "private", "/LastModified": "dates", "/Thumb": "thumbnail"}
"""Keys that any dictionary may have and no reader needs, and what they are called."""

INFO = {"/Author": "author", "/Creator": "program", "/Producer": "program", "/CreationDate": "dates", "/ModDate": "dates",
        "/Title": "title", "/Subject": "subject", "/Keywords": "subject", "/Trapped": "custom"}  # fmt: skip
"""Keys of the information dictionary, and what they are called; others are custom properties."""

_COMMENTS = {"/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Stamp", "/Caret", "/Ink", "/Line",
             "/Square", "/Circle", "/Polygon", "/PolyLine"}  # fmt: skip
_HIDDEN = 2  # flag of an annotation
_CHUNK, _MOST = 1 << 16, 1 << 20  # bytes that are unpacked at once, and what they may give at once


class Checks:
    """Looks at one dictionary after another, and remembers what the whole document is.

    signed   whether a signature covers the bytes of the file
    """

    def __init__(self, limits: Limits, told: Told) -> None:
        self.signed = False
        self._limits = limits
        self._told = told
        self._unpacked = 0

    def look(self, found: dict[str, Any]) -> None:
        """`NotTaken` if the dictionary must not be there. Values that stand elsewhere are looked at when they are met."""
        kind, subtype, action = (_name(found.get(key)) for key in ("/Type", "/Subtype", "/S"))
        if action in _ACTIONS or subtype in _ACTIVE_SUBTYPES or not _ACTIVE_KEYS.isdisjoint(found):
            active = [name for name in (action, subtype, *found) if name in _ACTIONS | _ACTIVE_SUBTYPES | _ACTIVE_KEYS]
            raise NotTaken("action", actions=active[0].lstrip("/"))
        if kind == "/EmbeddedFile" or subtype == "/FileAttachment" or not _EMBEDDED_KEYS.isdisjoint(found):
            raise NotTaken("embedded")
        if "/OPI" in found or (subtype == "/Form" and "/Ref" in found):
            raise NotTaken("remote")
        if kind == "/Sig" or ("/ByteRange" in found and "/Contents" in found):
            self.signed = True
        if action == "/URI":
            self._link(found.get("/URI"))
        self._tell(found, kind, subtype)

    def look_at_automatic(self, key: str, value: Any) -> None:
        """What is performed without a click, when the file or a page is opened: it may turn to a page, and little else."""
        actions = value.values() if key == "/AA" and isinstance(value, dict) else [value]
        for action in actions:
            action = action.get_object()
            if isinstance(action, dict) and (action.get("/S") not in _MAY_BE_AUTOMATIC or "/Next" in action):
                raise NotTaken("action", actions=_name(action.get("/S")).lstrip("/")[:40] or "?")

    def look_at_stream(self, found: dict[str, Any], data: bytes) -> bytes:
        """The packed bytes of a stream, cleaned if they are a JPEG."""
        if "/F" in found:
            raise NotTaken("remote")
        if _name(found.get("/Subtype")) == "/Image":
            pixels = _number(found.get("/Width")) * _number(found.get("/Height"))
            if pixels > self._limits.pixels:
                raise NotTaken("pixels", pixels=pixels, most=self._limits.pixels)
        filters = _names(found.get("/Filter"))
        packed = sum(name in {"/FlateDecode", "/Fl", "/LZWDecode", "/LZW"} for name in filters)
        if packed > 1:
            raise NotTaken("bomb")
        if filters[:1] in (["/FlateDecode"], ["/Fl"]):
            self._inflate(data)
        if filters == ["/DCTDecode"]:
            return self._picture(data)
        return data

    def _inflate(self, data: bytes) -> None:
        """Only how much it is counts. Damage is left to the reader, as all readers bear it."""
        inflate, packed = zlib.decompressobj(), memoryview(data)
        try:
            for at in range(0, len(packed), _CHUNK):
                piece: bytes | memoryview = packed[at : at + _CHUNK]
                while piece and not inflate.eof:
                    self._unpacked += len(inflate.decompress(piece, _MOST))
                    if self._unpacked > self._limits.unpacked:
                        raise NotTaken("bomb")
                    piece = inflate.unconsumed_tail
        except zlib.error as problem:
            demand_memory(problem)

    def _picture(self, data: bytes) -> bytes:
        inner = Told()
        try:
            cleaned = clean_jpeg(data, self._limits, inner)
        except NotTaken as refusal:
            if refusal.code in {"damaged", "truncated"}:
                return data  # readers of PDF bear what readers of JPEG do not
            raise
        if cleaned != data:
            self._told.tell("pictures-cleaned")
            self._told.name("pictures-cleaned", *(name for each in inner.records() for name in each.get("names", ())))
        return cleaned

    def _link(self, address: Any) -> None:
        words = address.decode("latin-1") if isinstance(address, bytes) else str(address or "")
        if not is_harmless(words):
            raise NotTaken("link")
        self._told.tell("links")

    def _tell(self, found: dict[str, Any], kind: str, subtype: str) -> None:
        if subtype in _COMMENTS and "/Rect" in found:
            self._told.tell("comments")
            self._told.author("comments", str(found.get("/T", "")))
        if _number(found.get("/F")) & _HIDDEN and "/Rect" in found:
            self._told.tell("hidden")
        if "/FT" in found:
            self._told.tell("form")
        if isinstance(found.get("/OFF"), list):
            self._told.tell("hidden", len(found["/OFF"]))


def _name(value: Any) -> str:
    return str(value) if isinstance(value, str) else ""


def _names(value: Any) -> list[str]:
    if isinstance(value, str):
        return [str(value)]
    return [str(each) for each in value] if isinstance(value, Iterable) else []


def _number(value: Any) -> int:
    return int(value) if isinstance(value, int) else 0
