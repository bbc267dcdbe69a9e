"""An uploader's comments: on a change they are its reason, elsewhere a remark on the words of a provision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from goodoffices.engines.brackets.model import Draft, Stance
from goodoffices.engines.brackets.word.chunk import Chunk, Spotted
from goodoffices.engines.brackets.word.content import WordComment
from goodoffices.engines.brackets.word.marked import Remark
from goodoffices.engines.brackets.word.places import in_base, word_before
from goodoffices.engines.brackets.word.reader import stance_of


def new_comments(
    draft: Draft, before: Sequence[WordComment], after: Sequence[WordComment]
) -> Iterator[tuple[WordComment, Stance | None, str]]:
    """The comments that the draft's own document has not, each with the stance it begins with and its other words.

    One that says a stance of the draft's notes is not new, in whatever language it was written.
    """
    known = Counter((one.author, one.words) for one in before)
    stood = Counter((note.party, note.stance, note.words) for note in draft.notes if note.party)
    for comment in after:
        stance, words = stance_of(comment.author, comment.words)
        if known[comment.author, comment.words] > 0:
            known[comment.author, comment.words] -= 1
        elif stance and stood[comment.author, stance, words] > 0:
            stood[comment.author, stance, words] -= 1
        else:
            yield comment, stance, words


def give_reason(comment: WordComment, found: Sequence[Spotted]) -> bool:
    """Give the comment to the change it is on, if it is on exactly one; was it?"""
    start, end = comment.start, max(comment.end, comment.start + 1)
    on = [one for one in found if one.first < end and start < one.last]
    on = on or [one for one in found if 0 <= one.first <= comment.end and start <= one.last]
    if len(on) != 1:
        return False
    said = "\n".join(filter(None, [on[0].change.comment, comment.words]))
    on[0].change = replace(on[0].change, comment=said)
    return True


def remark(draft: Draft, chunk: Chunk, comment: WordComment, stance: Stance | None, words: str) -> Remark:
    """The comment as a remark on the words it is on; without words of its own, on the word before it."""
    compared = chunk.compared
    places = dict(zip(compared.places, compared.kept, strict=True))
    if comment.start < comment.end:
        on = [places.get(at, -1) for at in range(comment.start, comment.end)]
    else:
        on = word_before([there for at, there in places.items() if at < comment.end], compared.text)
    on = [at for at in on if at >= 0] or [0]
    start, end = in_base(chunk.offsets, on[0], on[-1] + 1)
    where = draft.provision_at(start)
    start, end = start - where.start, min(end, where.own_end) - where.start
    return Remark(where.id, start, max(start, end), comment.author, stance or "", words)
