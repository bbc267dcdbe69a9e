"""Stances beside the text as tracked changes of their parties, and back: the same text, the same stances, the same ids."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from goodoffices.engines.brackets import Draft, parse
from goodoffices.engines.brackets.model import Note
from goodoffices.engines.brackets.operations import (
    bracket,
    delete,
    insert,
    into_options,
    oppose,
    propose,
    propose_option,
    reserve,
    stances,
    support,
)
from goodoffices.engines.brackets.rendering import RenderOptions, rendered
from goodoffices.engines.brackets.tests.drafts import MANNERS
from goodoffices.engines.brackets.tests.test_operations import RIVER, played
from goodoffices.engines.brackets.tests.word_files import parts_of
from goodoffices.engines.brackets.word import read_word

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def done(result: object) -> Draft:
    assert isinstance(result, Draft), result
    return result


def letters(text: str) -> str:
    """The words and signs of a text, without blanks and Markdown's signs."""
    return re.sub(r"[\s*_#\\•]", "", text)


def standing(draft: Draft) -> list[tuple[str, list[tuple[str, str, str]], dict[str, str]]]:
    """Every bracket and option in order: its words, the notes on it, and who stands how."""
    places = sorted([*draft.brackets, *draft.options], key=lambda one: (one.start, one.end))
    return [
        (
            letters(draft.text[one.start : one.end]),
            sorted((note.party, note.stance, note.words) for note in draft.notes_at(one.start, one.end)),
            stances(draft, one),
        )
        for one in places
    ]


def back(draft: Draft, **options: object) -> Draft:
    return read_word(rendered(draft, "docx", RenderOptions(**options))).draft  # type: ignore[arg-type]


def same(draft: Draft, again: Draft) -> None:
    assert letters(again.text) == letters(draft.text)
    assert standing(again) == standing(draft)
    assert len(again.notes) == len(draft.notes)
    assert [one.id for one in again.provisions] == [one.id for one in draft.provisions]


@settings(deadline=None, max_examples=3000)
@given(data=st.data(), base=st.sampled_from([RIVER, *(MANNERS[name] for name in MANNERS if name not in {"markdown", "columns"})]))
def test_what_parties_did_comes_back_from_word_word_for_word(data: st.DataObject, base: str) -> None:
    draft = played(data.draw, parse(base), 8)
    same(draft, back(draft))
