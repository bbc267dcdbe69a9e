"""What stands in the XML of an OOXML part: what a reader may not see, what must not be there, and what is cut out."""

import re
from collections.abc import Mapping

from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.links import is_harmless, is_web
from goodoffices.engines.papers.office.markup import Reader
from goodoffices.engines.papers.told import NotTaken, Told

_OFF = {"0", "false", "off", "none"}
_FORMULAS = {"f", "definedName", "formula", "formula1", "formula2"}
_CHANGES = {"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "rPrChange", "pPrChange", "tblPrChange",
            "tcPrChange", "trPrChange", "sectPrChange", "tblGridChange", "numberingChange"}  # fmt: skip
_SHARED_CHANGES = {"rcc", "rrc", "rm", "ris"}  # in the log of a shared workbook
_COMMENTS = {"comment", "cm", "threadedComment"}
_CUT = {
    "attachedTemplate": "",
    "rsids": "revision-marks",
    "docId": "revision-marks",
    "revisionPtr": "revision-marks",
    "docVars": "custom",
    "absPath": "path",
    "fileSharing": "author",
    "customProperties": "",
    "custDataLst": "custom",
}
_FETCHES = re.compile(
    r"\s*\"?(?:DDE|DDEAUTO|INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DATABASE|QUOTE\s+\d+)\b", re.IGNORECASE
)
_GOES = re.compile(r"\s*HYPERLINK\b", re.IGNORECASE)
_RUNS = re.compile(r"\s*MACROBUTTON\b", re.IGNORECASE)
_ARGUMENT = re.compile(
    r"(?:\\[lot]\s*(?:\"[^\"]*\"|\S+))|\"([^\"]*)\"|(\S+)", re.IGNORECASE
)  # after \l, \o, \t: no address
_CALLS = re.compile(
    r"\b(?:WEBSERVICE|RTD|CALL|REGISTER(?:\.ID)?|EXEC|IMAGE|IMPORTDATA|IMPORTXML|DDE)\s*\(|\|\s*'", re.IGNORECASE
)
_LINKS = re.compile(r"\bHYPERLINK\s*\(\s*\"([^\"]*)\"", re.IGNORECASE)
_ACTION = re.compile(r"ppaction://(?:program|macro|ole)", re.IGNORECASE)


class OfficePart(Reader):
    """Reads one part, tells what it finds, and cuts what gives away who edited it and where."""

    def __init__(self, part: str, limits: Limits, told: Told) -> None:
        super().__init__(limits.depth)
        self._part = part
        self._told = told
        self._hides = not part.rsplit("/", 1)[-1].startswith("styles")
        self._fields: list[list[str]] = []
        self._words: list[str] | None = None
        self._authors: list[str] = []  # of comments in a workbook, in the order of their numbers

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _CUT:
            if _CUT[name]:
                self._told.name("metadata-removed", _CUT[name])
            self.cut()
        elif attributes:
            self._attributes(name, attributes)
        if self._is_read(name):
            self._words = []
        elif name == "vanish" and self._hides and attributes.get("val", "1") not in _OFF:
            self._told.tell("hidden")

    def words(self, words: str) -> None:
        if self._words is not None:
            self._words.append(words)

    def end(self, name: str) -> None:
        if self._words is not None and self._is_read(name):
            words, self._words = "".join(self._words), None
            if name == "author":
                self._authors.append(words)
            elif name.endswith("nstrText"):
                self._instruction(words)
            else:
                check_formula(words)

    def _is_read(self, name: str) -> bool:
        """Whether the words of an element are looked at: fields, formulas, and the list of a workbook's comment authors."""
        return (
            name in _FORMULAS
            or name in {"instrText", "delInstrText"}
            or (name == "author" and self._part.startswith("xl/"))
        )

    def _attributes(self, name: str, attributes: Mapping[str, str]) -> None:
        """What is known by an element's attributes."""
        if name in _CHANGES and "author" in attributes:
            self._told.tell("changes")
            self._told.author("changes", attributes["author"])
        elif name in _SHARED_CHANGES and self._part.startswith("xl/revisions/"):
            self._told.tell("changes")
        elif name == "header" and "userName" in attributes:
            self._told.author("changes", attributes["userName"])
        elif name in _COMMENTS:
            self._comment(name, attributes)
        elif name == "fldChar":
            self._field(attributes.get("fldCharType", ""))
        elif name == "fldSimple":
            _check_field(attributes.get("instr", ""))
        elif name == "pageSetup":
            self.cut_attributes(lambda key: key == "id")  # of its printer settings, which are removed
        elif attributes.get("userId"):
            self._told.tell("people-removed")
            self.cut_attributes(lambda key: key in {"userId", "providerId"}, blank=True)
        if "refreshedBy" in attributes:
            self._told.name("metadata-removed", "author")
            self.cut_attributes(lambda key: key == "refreshedBy")
        if any(key.startswith("rsid") for key in attributes):
            self._told.name("metadata-removed", "revision-marks")
            self.cut_attributes(lambda key: key.startswith("rsid"))
        if "action" in attributes and _ACTION.match(attributes["action"]):
            raise NotTaken("link")
        if _is_hidden(name, attributes):
            self._told.tell("hidden")
        for key in ("src", "href"):
            if key in attributes and not _stays_inside(name, attributes[key]):
                raise NotTaken("remote")

    def _comment(self, name: str, attributes: Mapping[str, str]) -> None:
        author = attributes.get("author", attributes.get("personId", attributes.get("authorId", "")))
        if name == "comment" and self._authors and author.isdecimal() and int(author) < len(self._authors):
            author = self._authors[int(author)]
        if author.startswith("tc="):
            return  # the same comment stands among the threads
        self._told.tell("comments")
        self._told.author("comments", author)

    def _field(self, kind: str) -> None:
        """A field of Word: its instruction may be spread over many runs, and hold other fields."""
        if kind == "begin":
            self._fields.append([])
            if len(self._fields) > 50:
                raise NotTaken("command")
        elif kind in {"separate", "end"} and self._fields:
            _check_field("".join(self._fields[-1]))
            if kind == "end":
                self._fields.pop()
            else:
                self._fields[-1] = []

    def _instruction(self, words: str) -> None:
        if self._fields:
            for field in self._fields:
                field.append(words)
        else:
            _check_field(words)


def _check_field(instruction: str) -> None:
    if _FETCHES.match(instruction):
        raise NotTaken("command")
    goes = _GOES.match(instruction)
    addresses = [quoted or plain for quoted, plain in _ARGUMENT.findall(instruction, goes.end())] if goes else []
    if _RUNS.match(instruction) or any(not is_harmless(each) for each in addresses if not _is_switch(each)):
        raise NotTaken("link")


def _is_switch(argument: str) -> bool:
    """Whether it is one like \\h, and no path."""
    return len(argument) == 2 and argument.startswith("\\")


def check_formula(formula: str) -> None:
    if _CALLS.search(formula):
        raise NotTaken("command")
    if any(not is_harmless(address) for address in _LINKS.findall(formula)):
        raise NotTaken("link")


def _is_hidden(name: str, attributes: Mapping[str, str]) -> bool:
    if name == "sheet":
        return attributes.get("state", "visible") != "visible"
    if name == "pivotCacheRecords":
        return True  # the figures behind a pivot table, also those that it does not show
    if name == "sld":
        return attributes.get("show", "1") in _OFF
    return name in {"row", "col", "cNvPr"} and attributes.get("hidden", "0") not in _OFF


def _stays_inside(name: str, address: str) -> bool:
    """Whether what an element of a drawing shows lies in the document; links of text are relationships, and not here."""
    if name in {"imagedata", "fill", "stroke", "image", "use", "script", "bgPict"}:
        return is_harmless(address) and not is_web(address)
    return is_harmless(address)
