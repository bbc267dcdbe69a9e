"""What waits for judges, and what changed since they left."""

from goodoffices.assessment import changes
from goodoffices.assessment.acts import AdoptInfluences, CloseSheet, DescribeImplication, Judge, RunScenarios
from goodoffices.assessment.models import Judgement, Run, Sheet
from goodoffices.assessment.tests.sheets import cells, draw, judge, open_sheet, variants, work_off
from goodoffices.assessment.todo import what_waits
from goodoffices.record.perform import perform
from tests.table import concluded, now

LIKELY = {"likelihood": "likely", "severity": "major"}


def sentences(seat):
    return [each.sentence for each in what_waits(now(seat))]


def adopt(seat, drawn, value):
    ids = variants(seat, drawn)
    perform(AdoptInfluences(influences=drawn, cells=[{"from": ids[0], "to": ids[2], "value": value}]), now(seat))


def test_described_implications_wait_for_the_judges_that_a_sheet_names(river, amara, lena, idris):
    sheet = open_sheet(amara, judges=[lena.id])
    assert sentences(lena) == [], "nobody has said yet what any of them means"
    first, second, third, *_others = cells(lena, sheet)
    for each in (first, second, third):
        perform(DescribeImplication(cell=each.id, words="Less water."), now(amara))
    assert sentences(lena) == ["3 implications of “What the dam means” are waiting for your judgement."]
    assert sentences(idris) == sentences(amara) == []
    perform(Judge(cell=first.id, **LIKELY), now(lena))
    perform(Judge(cell=second.id, **LIKELY, book=river.book("delegation", "north").id), now(lena))
    assert sentences(lena) == ["1 implication of “What the dam means” is waiting for your judgement."]
    perform(CloseSheet(sheet=sheet), now(amara))
    assert sentences(lena) == []


def test_influences_wait_to_be_judged_in_full_and_then_to_be_adopted_alike(river, amara, lena, idris):
    drawn = draw(amara, judges=[lena.id, idris.id])
    assert sentences(lena) == ["The influences of “If it rains” are waiting for your judgements."]
    judge(lena, drawn, (0, 2, "2"))
    assert sentences(lena) == ["7 influences of “If it rains” are waiting for your judgement."]
    rest = [(a, b, "0") for a, b in ((0, 3), (1, 2), (1, 3), (2, 0), (2, 1), (3, 0))]
    judge(lena, drawn, *rest)
    assert sentences(lena) == ["1 influence of “If it rains” is waiting for your judgement."]
    judge(lena, drawn, (3, 1, "0"), book=river.book("delegation", "north").id)
    judge(idris, drawn, (0, 2, "2"), *rest, (3, 1, "0"))
    assert sentences(lena) == sentences(idris) == []
    adopt(lena, drawn, "2")
    (waiting,) = what_waits(now(idris))
    assert "1 influence of “If it rains”" in waiting.sentence and sentences(lena) == []
    assert waiting.address.endswith(f"/influences/{drawn}/joint/"), "where it can be adopted"
    adopt(idris, drawn, "1")
    assert len(sentences(lena)) == len(sentences(idris)) == 1
    adopt(idris, drawn, "2")
    assert sentences(lena) == sentences(idris) == []


def test_nothing_waits_in_talks_that_are_concluded(river, amara, lena, idris):
    draw(amara, judges=[lena.id])
    (first, *_others) = cells(lena, open_sheet(amara, judges=[lena.id]))
    perform(DescribeImplication(cell=first.id, words="Less water."), now(amara))
    assert len(sentences(lena)) == 2
    concluded(now(amara), now(lena), now(idris))
    assert sentences(lena) == []


def test_what_others_judged_and_what_was_worked_out_is_told_to_those_who_come_back(river, amara, lena, idris):
    sheet, drawn = open_sheet(amara), draw(amara)
    head = {book: first - 1 + 1_000 for book, first in now(idris).books().items()}
    head[river.book("plenary").id] = now(idris).shelf()[river.book("plenary").id].head
    perform(Judge(cell=cells(lena, sheet)[0].id, **LIKELY), now(lena))
    perform(Judge(cell=cells(lena, sheet)[0].id, **LIKELY, book=river.book("delegation", "north").id), now(lena))
    judge(lena, drawn, (0, 2, "2"))
    perform(RunScenarios(influences=drawn), now(lena))
    (change,) = changes.assessments(now(idris), head)
    assert [type(row) for row in change.rows] == [Judgement]
    assert list(next(changes.scenarios(now(idris), head)).rows) == []
    work_off()
    assert [type(row) for row in next(changes.scenarios(now(idris), head)).rows] == [Run]
    (ours,) = changes.assessments(now(lena), head)
    assert not any(isinstance(row, Judgement) for row in ours.rows), "one’s own is no news"
    assert Sheet.objects.seen_by(now(idris)).count() == 1
