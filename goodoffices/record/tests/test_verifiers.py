"""Three verifiers, of which none shares code with another, say the same of whatever anybody does to a file."""

from collections import Counter

import pytest

from goodoffices.engines.ledger.tests.spoiling import KINDS, case
from goodoffices.record.tests.comparing import compared
from goodoffices.record.tests.javascript import engine, running
from tests.profiles import examples

CASES = examples(600, 10_000)


def test_they_agree_on_what_chance_does_to_books_and_decisions() -> None:
    with running() as javascript:
        found = list(compared(map(case, range(CASES)), javascript))
    assert len(found) == CASES
    assert {seed: each.differences for seed, each in enumerate(found) if each.differences} == {}
    verdicts = Counter(each.checker["ok"] for each in found)
    assert min(verdicts.values()) > CASES / 20
    assert {each.case.kind for each in found} == set(KINDS)
    assert len({code for each in found for code in each.checker["codes"]}) > 20


@pytest.mark.skipif(engine() != "node", reason="the browser has answered already")
def test_node_and_the_browser_are_one() -> None:
    cases = list(map(case, range(40)))
    with running(where="node") as node, running(where="chromium") as browser:
        asked = [each[1:] for each in cases]
        assert list(node.verify(asked)) == list(browser.verify(asked))


def test_a_difference_would_be_told() -> None:
    with running() as javascript:
        (found,) = compared([case(0)], javascript)
    assert found.differences == []
    for wrong in (
        found._replace(javascript={**found.javascript, "ok": not found.checker["ok"]}),
        found._replace(javascript={**found.javascript, "codes": ["other"]}),
        found._replace(engine=set() if found.engine else {"json"}),
        found._replace(engine={"nothing like it"}),
    ):
        assert len(wrong.differences) == 1
