"""Which text a Word document was made from, inside the document: a part of custom XML, and custom properties beside it.

The part names the text (`Base`), each provision with the hash of its words and its bookmark, and the notes that no tracked
change and no comment says: those of nobody, which operations keep. Editors that drop such parts keep the properties.

    <draft xmlns="urn:goodoffices:bracketed-draft:1" draft="…" revision="…" hash="…" reader="…">
      <provision id="article-5/1" hash="…" bookmark="go_article_5__1"/>
      <note on="bracket" provision="article-5/1" hash="…" nth="0" length="7" stance="reserved">opened</note>
    </draft>

Source: ECMA-376 part 1, 15.2.5 (custom XML data storage), 22.3 (custom properties).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from goodoffices.engines.brackets.model import Draft, Note
from goodoffices.engines.brackets.rendering.bookmarks import bookmark_name
from goodoffices.engines.brackets.rendering.docx_places import Places, hash_of_words, letters
from goodoffices.engines.brackets.rendering.render_options import Base
from goodoffices.engines.brackets.rendering.visible import visible

NAMESPACE = "urn:goodoffices:bracketed-draft:1"
PROPERTIES = ("draft", "revision", "hash", "reader")
PROPERTY = "goodoffices."
"""What the names of our custom properties begin with."""
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LONGEST_PROPERTY = 255  # characters that Word keeps of a custom property
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the format id of all custom properties


def bookmarks(draft: Draft, numbered: bool) -> dict[str, str]:
    """The names of the bookmarks of provisions, by their ids.

    numbered   may an id that cannot be written in a name get a number, which the part explains?
    """
    named = {one.id: bookmark_name(one.id) for one in draft.provisions[1:]}
    if numbered:
        named |= {one.id: f"gob_{one.index}" for one in draft.provisions[1:] if not named[one.id]}
    return {id: name for id, name in named.items() if name}


def part(
    draft: Draft, base: Base | None, named: dict[str, str], notes: Iterable[Note], nested: Iterable[Note] = ()
) -> bytes:
    """The part of custom XML.

    notes    those that nothing else in the document says
    nested   those that a deletion inside an insertion says; written twice, because some editors lose one of the two
    """
    attributes = "".join(f" {key}={quoteattr(visible(getattr(base, key)))}" for key in PROPERTIES) if base else ""
    inner = "".join([*_provisions(draft, base, named), *_notes(draft, [*notes], [*nested])])
    return f'{_HEAD}<draft xmlns="{NAMESPACE}"{attributes}>{inner}</draft>'.encode()


def part_properties(made: bytes) -> bytes:
    """The properties that Word wants beside a part: an id of its own, here derived from what is in the part."""
    hashed = hashlib.sha256(made).hexdigest().upper()
    own = "-".join((hashed[:8], hashed[8:12], hashed[12:16], hashed[16:20], hashed[20:32]))
    return (
        f'{_HEAD}<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
        f'ds:itemID="{{{own}}}"><ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()


def properties(base: Base) -> bytes:
    """The custom properties of the document, docProps/custom.xml."""
    inner = "".join(
        f'<property fmtid="{_FORMAT}" pid="{number}" name="{PROPERTY}{key}"><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        for number, (key, value) in enumerate(_short(base), 2)
    )
    return (
        f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{inner}</Properties>'
    ).encode()


def _short(base: Base) -> Iterator[tuple[str, str]]:
    for key in PROPERTIES:
        if value := visible(getattr(base, key))[:_LONGEST_PROPERTY]:
            yield key, value


def _provisions(draft: Draft, base: Base | None, named: dict[str, str]) -> Iterator[str]:
    for one in draft.provisions[1:]:
        hashed = f' hash="{hash_of_words(draft, one)}"' if base else ""
        mark = f' bookmark="{named[one.id]}"' if one.id in named else ""
        yield f"<provision id={quoteattr(visible(one.id))}{hashed}{mark}/>"


def _notes(draft: Draft, notes: list[Note], nested: list[Note]) -> Iterator[str]:
    if not (notes or nested):
        return
    places = Places(draft)
    for tag, listed in (("note", notes), ("nested", nested)):
        for note in listed:
            on, provision, hashed, nth = places.of(note.start, note.end)
            length = len(letters(draft.text[note.start : note.end]))
            party = f" party={quoteattr(note.party)}" if note.party else ""
            yield (
                f'<{tag} on="{on}" provision={quoteattr(visible(provision))} hash="{hashed}" nth="{nth}" '
                f'length="{length}" stance="{note.stance}"{party}>{escape(visible(note.words))}</{tag}>'
            )
