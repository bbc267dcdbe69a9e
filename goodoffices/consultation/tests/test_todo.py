"""Which questions wait for an answer: what the database says, and the rule as it is said of one answer."""

import pytest

from goodoffices.consultation.acts import StrikeStatement
from goodoffices.consultation.models import Statement
from goodoffices.consultation.todo import answers_it, unanswered
from goodoffices.record.perform import perform
from tests.table import admit, now, rules, say


@pytest.mark.parametrize("chatham_house", [False, True])
def test_the_database_and_the_rule_agree_on_every_question(river, amara, lena, idris, chatham_house):
    nils = admit(lena, "delegate", "Nils", "north")
    joon = admit(amara, "interpreter", "Joon")
    if chatham_house:
        rules(amara, [lena, idris], chatham_house=True)
    everybody = (amara, joon, lena, nils, idris)
    for kind, key in (("plenary", ""), ("caucus", "north"), ("delegation", "north"), ("third_party", "")):
        room = river.book(kind, key)
        here = [s for s in everybody if room.id in now(s).books() and (now(s).speaks or kind == "third_party")]
        for asker in here:
            say(asker, room, "When?", speech_act="question")
            for answerer in here:
                asked = say(asker, room, "When?", speech_act="question").id
                answer = say(answerer, room, "Soon.", answers=asked).id
                if answerer is here[-1]:
                    perform(StrikeStatement(statement=answer), answerer)

    for seat in everybody:
        questions = Statement.objects.seen_by(now(seat)).filter(speech_act="question")
        assert {each.id for each in unanswered(now(seat), questions)} == set(by_the_rule(now(seat)))


def by_the_rule(seat):
    rows = list(Statement.objects.seen_by(seat).select_related("book"))
    for question in rows:
        answers = [each for each in rows if each.answers_id == question.id and each.state != "struck"]
        if question.speech_act == "question" and not any(answers_it(each, question) for each in answers):
            yield question.id
