"""The comments shown beside a draft: stances kept as notes, comments from Word, reasons why a bracket has no partner."""

from __future__ import annotations

from goodoffices.engines.brackets.model import Comment, Draft
from goodoffices.engines.brackets.rendering.phrases import phrase
from goodoffices.engines.brackets.rendering.render_options import RenderOptions
from goodoffices.engines.brackets.rendering.visible import visible


def comments_on(draft: Draft, options: RenderOptions) -> tuple[Comment, ...]:
    """The comments in text order. Notes without a party, which record what operations did, are not shown to anybody.

    None for a page that says itself who stands where (`options.alternatives`).
    """
    if options.alternatives:
        return ()
    notes = [note for note in draft.notes if note.party]
    found = [Comment(*note[:2], visible(note.party), note.stance, visible(note.words)) for note in notes]
    found += [one._replace(party=visible(one.party), words=visible(one.words)) for one in options.comments]
    if options.reasons:
        found += [Comment(one.start, one.start + 1, "", one.kind, visible(one.reason)) for one in draft.loose]
    return tuple(sorted(found))


def comment_text(comment: Comment, language: str, authored: bool = False) -> str:
    """A comment in words.

    authored   does the format show the author? Then the party is left out where no stance needs its name

    >>> comment_text(Comment(0, 1, "North", "supported", "with thanks"), "en"), comment_text(Comment(0, 1, "North", "", "Why?"), "en")
    ('supported by North: with thanks', 'North: Why?')
    """
    if not comment.stance:
        return comment.words if authored or not comment.party else f"{comment.party}: {comment.words}"
    stance = phrase(language, comment.stance, **({"who": comment.party} if comment.party else {}))
    return f"{stance}: {comment.words}" if comment.words else stance
