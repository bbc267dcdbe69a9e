"""[Content_Types].xml of an OOXML package (ECMA-376 part 2, 10.1.2): what each part is."""

from collections.abc import Collection, Mapping
from html import escape

from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.office.markup import Reader
from goodoffices.engines.papers.told import NotTaken

PART = "[Content_Types].xml"
_MAIN = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": "pptx",
}
_SAVE_AS = {"word": ".docx", "excel": ".xlsx", "powerpoint": ".pptx", "sheet": ".xlsx", "presentation": ".pptx"}
_SPACE = "http://schemas.openxmlformats.org/package/2006/content-types"


class ContentTypes(Reader):
    """Types by ending and by part."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(limits.depth)
        self.by_ending: dict[str, str] = {}
        self.by_part: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        type = attributes.get("ContentType", "")
        _refuse(type.lower())
        if name == "Default":
            self.by_ending[attributes.get("Extension", "").lower()] = type
        elif name == "Override":
            self.by_part[attributes.get("PartName", "").lstrip("/")] = type

    def document(self, main: str) -> str:
        """`docx`, `xlsx` or `pptx`, by the type of the main part. `NotTaken` for templates, slide shows and the like."""
        type = self.by_part.get(main) or self.by_ending.get(main.rsplit(".", 1)[-1].lower(), "")
        if type in _MAIN:
            return _MAIN[type]
        save_as = next((ending for word, ending in _SAVE_AS.items() if word in type.lower()), ".docx")
        if type.startswith("application/vnd.openxmlformats-officedocument."):
            raise NotTaken("legacy", save_as=save_as)
        raise NotTaken("archive")

    def written(self, parts: Collection[str]) -> bytes:
        """The part anew, for those parts that are left."""
        lines = [f'<Default Extension="{escape(e)}" ContentType="{escape(t)}"/>' for e, t in self.by_ending.items()]
        lines += [
            f'<Override PartName="/{escape(part)}" ContentType="{escape(type)}"/>'
            for part, type in self.by_part.items()
            if part in parts
        ]
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        return f'{head}<Types xmlns="{_SPACE}">{"".join(lines)}</Types>'.encode()


def _refuse(type: str) -> None:
    if "macroenabled" in type or "vbaproject" in type or "macrosheet" in type:
        raise NotTaken("macros", save_as=next((ending for word, ending in _SAVE_AS.items() if word in type), ".docx"))
    if "activex" in type:
        raise NotTaken("embedded")
