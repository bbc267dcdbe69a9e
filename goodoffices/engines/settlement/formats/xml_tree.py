"""XML as a small tree that knows its lines. No DTD, no entities of a file's own, no network."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.handler import ContentHandler
from xml.sax.saxutils import quoteattr

from goodoffices.engines.settlement.formats.source import Source

MOST_DEPTH = 50


@dataclass
class Node:
    """An element: its name, attributes, children and the line where it begins."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list["Node"] = field(default_factory=list)

    def all(self, tag: str) -> Iterator["Node"]:
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> "Node | None":
        return next(self.all(tag), None)

    def get(self, *names: str) -> str:
        """The first of these attributes that is there; empty where none is."""
        return next((self.attributes[name] for name in names if name in self.attributes), "")


def parse(source: Source) -> Node:
    """The root element. Raises `Unusable` with the line for what is no XML or tries to be more than a document."""
    from xml.sax import SAXException, SAXParseException

    from defusedxml.common import DefusedXmlException
    from defusedxml.sax import make_parser

    parser = make_parser()
    parser.forbid_dtd = True
    tree = _Tree(source)
    parser.setContentHandler(tree)
    try:
        parser.parse(BytesIO(source.content))
    except DefusedXmlException:
        raise source.refusal(
            "it declares a document type or entities, which no case needs; remove the declaration."
        ) from None
    except SAXParseException as problem:
        raise source.refusal(f"this is not well-formed XML: {problem.getMessage()}.", problem.getLineNumber()) from None
    except (SAXException, ValueError, LookupError) as problem:
        raise source.refusal(f"this cannot be read as XML: {problem}.") from None
    if tree.root is None:
        raise source.refusal("there is nothing in it.")
    return tree.root


class _Tree(ContentHandler):
    def __init__(self, source: Source) -> None:
        super().__init__()
        self.source = source
        self.root: Node | None = None
        self.open: list[Node] = []

    def startElement(self, name: str, attrs: object) -> None:
        line = self._locator.getLineNumber()  # type: ignore[attr-defined]
        node = Node(name, dict(attrs.items()), line)  # type: ignore[attr-defined]
        if len(self.open) >= MOST_DEPTH:
            raise self.source.refusal("elements lie deeper in each other than in any case.", line)
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)

    def endElement(self, name: str) -> None:
        self.open.pop()


def element(tag: str, /, *inside: str, **attributes: object) -> str:
    """An element as text, what is inside indented."""
    words = "".join(f" {name}={quoteattr(str(value))}" for name, value in attributes.items())
    if not inside:
        return f"<{tag}{words}/>"
    body = "\n".join("  " + line for part in inside for line in part.split("\n"))
    return f"<{tag}{words}>\n{body}\n</{tag}>"
