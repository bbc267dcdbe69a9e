"""Nobody consents to words but by taking them: a history of acts by several parties, and what becomes plain text in it."""

import re

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from goodoffices.engines.brackets import Draft, parse
from goodoffices.engines.brackets.model import Alternative, Option
from goodoffices.engines.brackets.operations import (
    Conflict,
    agree,
    clean,
    into_options,
    merge,
    merge_options,
    perform,
    propose_option,
    split,
    split_option,
    support,
)
from goodoffices.engines.brackets.operations.agreeing import verdict_on
from goodoffices.engines.brackets.operations.stances import members_of
from goodoffices.engines.brackets.storing import assembled, rows
from goodoffices.engines.brackets.tests.test_operations import acts

_WORD = re.compile(r"\w+")
PARTIES = ("North", "South")
BASES = {
    "words": "1. Each Party [shall][should] report [annually].\n\n2. We [go [now]] to the river.\n",
    "named": "1. Each Party [North: shall][South: should] report.\n\n2. They meet [North/South: here][there].\n",
    "options": "1. Option 1: The river is [shared].\n\nOption 2 (South): It rests.\n\n2. It runs.\n",
    "plain": "1. Each Party shall report what it has found.\n\n2. It runs.\n",
}
new_words = st.sampled_from(
    [
        "may",
        "is bound to",
        "shall or should",
        "shared",
        "a or b",
        "It is one.",
        "must [South: now]",
        "[North/South: must]",
    ]
)
who = st.sampled_from(PARTIES)


def plain(draft: Draft, there: Alternative) -> list[str]:
    """The words of an alternative that are in no bracket inside it."""
    inside = draft.brackets_in(there.inner_start, there.inner_end)
    found = _WORD.finditer(draft.text, there.inner_start, there.inner_end)
    return [match[0] for match in found if not any(one.start <= match.start() < one.end for one in inside)]


class History(RuleBasedStateMachine):
    """`taken` holds, for each party, the words of everything that it proposed, supported or agreed to, as it stood then."""

    draft: Draft
    taken: dict[str, list[list[str]]]

    @initialize(base=st.sampled_from(sorted(BASES)), in_rows=st.booleans())
    def begin(self, base: str, in_rows: bool) -> None:
        self.draft = parse(BASES[base])
        if in_rows:
            self.draft = assembled(rows(self.draft))
        self.taken = {party: [] for party in PARTIES}
        for one in [*self.draft.brackets, *self.draft.options]:
            for said in one.attributions:
                self.taken[said.party].append(_WORD.findall(BASES[base][one.inner_start : one.inner_end]))

    def _is(self, done: Draft | Conflict, by: str, *words: str) -> None:
        if isinstance(done, Draft):
            self.draft = done
            self.taken[by] += [_WORD.findall(said) for said in words]

    def _choose(self, data: st.DataObject, options: bool) -> Alternative | None:
        among = self.draft.options if options else self.draft.brackets
        return data.draw(st.sampled_from(among)) if among else None

    @rule(data=st.data())
    def act(self, data: st.DataObject) -> None:
        act = data.draw(acts(self.draft).filter(lambda act: act.by in PARTIES))
        there = self.draft.bracket_at(act.start) if act.name == "support" else None
        said = self.draft.inner(there) if there else act.words
        self._is(perform(self.draft, act), act.by, said)

    @rule(data=st.data(), by=who, options=st.booleans(), fully=st.booleans())
    def take(self, data: st.DataObject, by: str, options: bool, fully: bool) -> None:
        there = self._choose(data, options)
        if there is not None:
            there = self.draft.own_of(there) or there if not isinstance(there, Option) else there
            said = self.draft.text[there.inner_start : there.inner_end]
            self._is(agree(self.draft, there, by) if fully else support(self.draft, there, by), by, said)

    @rule(data=st.data(), by=who, words=new_words, options=st.booleans(), count=st.integers(2, 3))
    def join(self, data: st.DataObject, by: str, words: str, options: bool, count: int) -> None:
        among = self.draft.groups if options else self.draft.choices
        several = [one.members for one in among if len(one.members) > 1]
        if not several:
            return
        members = data.draw(st.sampled_from(several))[:count]
        if options:
            self._is(merge_options(self.draft, [self.draft.options[at] for at in members], words, by), by, words)
        else:
            self._is(merge(self.draft, [self.draft.brackets[at] for at in members], words, by), by, words)

    @rule(data=st.data(), by=who, words=st.lists(new_words, min_size=2, max_size=3, unique=True), options=st.booleans())
    def part(self, data: st.DataObject, by: str, words: list[str], options: bool) -> None:
        there = self._choose(data, options)
        if isinstance(there, Option):
            self._is(split_option(self.draft, there, words, by), by, *words)
        elif there is not None:
            self._is(split(self.draft, there, words, by), by, *words)

    @rule(data=st.data(), by=who, words=new_words)
    def offer(self, data: st.DataObject, by: str, words: str) -> None:
        if self.draft.options:
            self._is(propose_option(self.draft, data.draw(st.sampled_from(self.draft.options)), words, by), by, words)
        else:
            id = data.draw(st.sampled_from(self.draft.provisions[1:])).id
            self._is(into_options(self.draft, [id], words, by), by, words)

    @rule()
    def tidy(self) -> None:
        self.draft = clean(self.draft, PARTIES).draft

    @invariant()
    def nothing_is_agreed_that_somebody_did_not_take(self) -> None:
        for there in [*self.draft.brackets, *self.draft.options]:
            if isinstance(there, Option) or self.draft.own_of(there) is None:
                verdict = verdict_on(self.draft, members_of(self.draft, there), frozenset(PARTIES))
                if verdict == there:
                    words = plain(self.draft, there)
                    for party in PARTIES:
                        assert any(holds(said, words) for said in self.taken[party]), (party, words, self.draft.text)


def holds(said: list[str], words: list[str]) -> bool:
    """Were these words said in this order, whatever was bracketed among them since?"""
    rest = iter(said)
    return all(word in rest for word in words)


TestHistory = History.TestCase
TestHistory.settings = settings(deadline=None, stateful_step_count=20, max_examples=120)
