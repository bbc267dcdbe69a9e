"""What a draft is: its text, and the provisions, brackets and options found in it, as plain values.

`spans`    the parts of a draft, each with where it stands in the text
`draft`    `Draft`, which holds the text and its parts and answers questions about them
`leaves`   the text cut into its smallest pieces, from which it is written back
`offsets`  from an offset to a line, and to a count of bracketed characters

Nothing here reads text: `reading` finds the parts, this room holds them. It imports no other room.
"""

from goodoffices.engines.brackets.model.draft import Draft, write
from goodoffices.engines.brackets.model.spans import (
    Alternative,
    Attribution,
    Bracket,
    Choice,
    Comment,
    Given,
    Group,
    Loose,
    Mark,
    Note,
    Option,
    Options,
    Piece,
    Provision,
    Span,
    Stance,
)

__all__ = [
    "Alternative",
    "Attribution",
    "Bracket",
    "Choice",
    "Comment",
    "Draft",
    "Given",
    "Group",
    "Loose",
    "Mark",
    "Note",
    "Option",
    "Options",
    "Piece",
    "Provision",
    "Span",
    "Stance",
    "write",
]
