"""What is not XML inside an office document: pictures and fonts, and nothing else."""

from collections.abc import Mapping

from goodoffices.engines.papers.images import clean_image
from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.office.markup import Reader
from goodoffices.engines.papers.told import NotTaken, Told

_DRAWINGS = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00", b"\x02\x00\x09\x00", b"BM", b"II\xbc\x01")  # WMF, BMP, JPEG XR
_FONTS = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"ttcf", b"wOFF", b"wOF2")
_FONT_ENDINGS = (".odttf", ".fntdata", ".ttf", ".otf", ".woff")  # the first two are scrambled


def cleaned_media(name: str, data: bytes, limits: Limits, told: Told) -> bytes:
    """The bytes of a picture or font; `NotTaken` for anything else."""
    inner = Told()
    picture = clean_image(data, limits, inner)
    if picture is not None:
        if picture != data:
            told.tell("pictures-cleaned")
            names = [name for record in inner.records() for name in record.get("names", ())]
            told.name("pictures-cleaned", *names)
        return picture
    low = name.lower()
    if data.startswith((*_DRAWINGS, *_FONTS)) or data[40:44] == b" EMF" or low.endswith(_FONT_ENDINGS) or not data:
        return data
    raise NotTaken("embedded")


class Drawing(Reader):
    """An SVG inside a document: it must hold no script and load nothing."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name.lower() in {"script", "foreignobject", "iframe"} or any(
            key.lower().startswith("on") for key in attributes
        ):
            raise NotTaken("webpage")
        for key, value in attributes.items():
            if key == "href" and name != "a" and not value.lstrip().lower().startswith(("#", "data:image/")):
                raise NotTaken("remote")
