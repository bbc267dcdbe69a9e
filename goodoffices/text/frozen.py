"""A revision, read again from the rows that it froze."""

from django.utils.safestring import SafeString, mark_safe

from goodoffices.engines.brackets import Draft as Bracketed
from goodoffices.engines.brackets.storing import Row, assembled
from goodoffices.text.models import Revision
from goodoffices.text.numbering import in_this_language

_BESIDE = ("cited",)  # what the rows of an office hold beside the engine's


def draft_of(revision: Revision) -> Bracketed:
    """The engine's draft of a revision."""
    return assembled(rows_of(revision), markdown=revision.draft.markdown)


def rows_of(revision: Revision) -> list[Row]:
    return [Row.from_json({name: row[name] for name in row if name not in _BESIDE}) for row in revision.rows]


def html_of_revision(revision: Revision) -> list[tuple[str, SafeString]]:
    """Its provisions in order: how each is cited, and its words as HTML."""
    from goodoffices.engines.brackets.rendering import html

    words = html.provisions(draft_of(revision))
    # The engine escapes every word.
    return [(in_this_language(row.get("cited", "")), mark_safe(words.get(row["id"], ""))) for row in revision.rows]
