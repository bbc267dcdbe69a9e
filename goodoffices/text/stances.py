"""Who stands where on the words in brackets, as the notes beside a text say it."""

from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from goodoffices.engines.brackets import Draft as Bracketed
from goodoffices.engines.brackets.model import Alternative as Words
from goodoffices.engines.brackets.model import Note, Option
from goodoffices.engines.brackets.operations import id_of, proposers, stances
from goodoffices.engines.brackets.operations.stances import members_of, stands_on, with_notes


class Standing(NamedTuple):
    """Words in a bracket, or an option, and where each side stands on them.

    beside  how many alternatives there are to choose from here, itself included
    by      side → stance, as the engine names both
    """

    id: str
    provision: str
    words: str
    placeholder: bool
    beside: int
    by: Mapping[str, str]


def without_opposition(draft: Bracketed, side: str) -> Bracketed:
    """The same text without this side's stances on words of others: the third party puts words, and stands on none."""
    return with_notes(draft, [note for note in draft.notes if note.party != side or note.stance == "proposed"])


def of_these_sides(draft: Bracketed, there: Words, sides: Container[str]) -> Bracketed:
    """The same text, in which only these sides stand on these words and what there is beside them.

    Who has left the talks, and names that came with a file and are no party here, keep nothing in brackets.
    """
    notes, members = list(draft.notes), members_of(draft, there)
    for one in members:
        others = {side for side in stances(draft, one) if side not in sides}
        notes = [note for note in notes if note.party not in others or not stands_on(note, one)]
        notes += [Note(one.start, one.end, side, "withdrawn") for side in sorted(others)]
    return with_notes(draft, notes)


def in_play(draft: Bracketed, provision: str) -> bool:
    """Whether anything in a provision is still open: a bracket around or in it, or an option that it is or stands in."""
    one = draft.by_id(provision)
    within = any(each.whole_start < one.own_end and one.start < each.tail for each in draft.options)
    return within or bool(draft.bracketed(one.start, one.own_end))


def standings(draft: Bracketed) -> Iterator[Standing]:
    """Every bracket and option of a draft, in text order."""
    every: list[Words] = [*draft.brackets, *draft.options]
    for each in sorted(every, key=lambda one: (one.start, one.end)):
        if isinstance(each, Option) or draft.own_of(each) is None:
            yield standing(draft, each)


def standing(draft: Bracketed, each: Words) -> Standing:
    return Standing(
        id=id_of(draft, each),
        provision=draft.provision_at(each.start).id,
        words=draft.text[each.inner_start : each.inner_end].strip(),
        placeholder=each.kind == "placeholder",  # house: audience: of a bracket, not of a book
        beside=len(members_of(draft, each)),
        by=stances(draft, each),
    )


def words_of(draft: Bracketed, each: Words) -> str:
    """The words inside, without an attribution or a label."""
    return draft.text[each.inner_start : each.inner_end].strip()


def proposing(draft: Bracketed, provision: str) -> set[str]:
    """The sides that propose words in this provision."""
    one = draft.by_id(provision)
    inside = draft.brackets_in(one.start, one.own_end)
    options = [each for each in draft.options if one.start <= each.start < one.own_end]
    every: list[Words] = [*inside, *options]
    return {side for each in every for side in proposers(draft, each)}


def with_party_names(draft: Bracketed, names: Mapping[str, str]) -> Bracketed:
    """The draft with stances under the names by which people know the sides."""
    return with_notes(draft, [note._replace(party=names.get(note.party, note.party)) for note in draft.notes])
