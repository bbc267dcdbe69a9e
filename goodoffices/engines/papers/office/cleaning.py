"""Which kind of office document an archive is."""

from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.office import content_types
from goodoffices.engines.papers.office.ooxml import clean_ooxml
from goodoffices.engines.papers.office.opendocument import clean_opendocument
from goodoffices.engines.papers.office.package import parts_of
from goodoffices.engines.papers.told import NotTaken, Told


def clean_office(data: bytes, limits: Limits, told: Told) -> tuple[str, bytes]:
    """The type of an office document and its cleaned bytes. `NotTaken` if it is another archive, or unsafe."""
    parts = parts_of(data, limits)
    if content_types.PART in parts:
        return clean_ooxml(parts, limits, told)
    if "mimetype" in parts:
        return clean_opendocument(parts, limits, told)
    raise NotTaken("archive")
