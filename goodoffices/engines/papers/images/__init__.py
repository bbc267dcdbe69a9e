"""Pictures, without what cameras and programs write beside them. Pixels are never decoded, and stay bit for bit.

Each format is cut into its pieces and put together again from those that are known to be needed: what is not known is left out.
"""

from collections.abc import Callable

from goodoffices.engines.papers.images.gif import clean_gif
from goodoffices.engines.papers.images.jpeg import clean_jpeg
from goodoffices.engines.papers.images.png import clean_png
from goodoffices.engines.papers.images.tiff import clean_tiff
from goodoffices.engines.papers.images.webp import clean_webp
from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.told import Told

CLEANERS: dict[str, Callable[[bytes, Limits, Told], bytes]] = {
    "jpeg": clean_jpeg,
    "png": clean_png,
    "gif": clean_gif,
    "webp": clean_webp,
    "tiff": clean_tiff,
}
"""By type: takes the bytes of a picture and gives the cleaned ones, or `NotTaken`."""

_SIGNS = {
    "jpeg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "gif": (b"GIF87a", b"GIF89a"),
    "tiff": (b"II*\x00", b"MM\x00*"),
}


def clean_image(data: bytes, limits: Limits, told: Told) -> bytes | None:
    """The cleaned bytes of a picture inside a document; nothing if it is not one of these formats."""
    for type, signs in _SIGNS.items():
        if data.startswith(signs):
            return CLEANERS[type](data, limits, told)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return clean_webp(data, limits, told)
    return None
