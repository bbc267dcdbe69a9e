"""Words that take a stance and say nothing else, and the stances they must never be taken for."""

import pytest

from goodoffices.engines.brackets import parse
from goodoffices.engines.brackets.reading.stance_words import stance_of

DELETE = (
    "delete · Deletion. · strike · strike out · to be deleted · should be deleted · prefers deletion · supports deletion · proposes to delete \
· delete para 3 · delete “as appropriate” · cannot accept · does not support · oppose3 · objects to retention · supprimer · à supprimer · \
suprimir · исключить · حذف · 删除 · 反对"
)
RETAIN = (
    "retain · keep · maintain · to be retained · would like to keep this text · opposes deletion · do not delete · not in favour of deletion \
· we prefer to retain · leave as is · agree · maintenir · mantener · сохранить · الإبقاء على النص · 支持"
)
RESERVE = (
    "reserve · reserves its position · scrutiny reservation · ad referendum · pending capital · pending instructions · to revert · bracket \
· retain in brackets · agreed ad ref · under consideration · checking with capital · maintains its scrutiny reserve · no position yet · tbc \
· réserve d’examen · reserva de estudio · оговорка · تحفظ · 保留立场"
)
UNCLEAR = (
    "keep or delete · does not oppose · supports Option 2 · delete the second half of it or move it · see comment above · to be moved to \
Article 5 · 保留 · oppose, pending instructions"
)
TEXT = (
    "shall · should support · remove barriers · or signals · keep records · reserves of water · a reserve fund · we reserve the right · maintain \
and strengthen · support developing countries · add “and” · 和信息"
)


def each(words: str) -> list[str]:
    return [" ".join(one.split()) for one in words.split("·")]


@pytest.mark.parametrize(
    ("words", "stance"),
    [(words, stance) for listed, stance in ((DELETE, "opposed"), (RETAIN, "supported"), (RESERVE, "reserved")) for words in each(listed)]
    + [(words, "unclear") for words in each(UNCLEAR)]
    + [(words, None) for words in each(TEXT)],
)  # fmt: skip
def test_a_request_is_told_from_words_for_the_text(words: str, stance: str | None) -> None:
    assert stance_of(words) == stance


@pytest.mark.parametrize("words", each(DELETE + "·" + RETAIN + "·" + RESERVE))
def test_a_request_in_a_bracket_is_its_partys_stance(words: str) -> None:
    (bracket,) = parse(f"We [Norway: {words}] go.").brackets
    assert [(one.party, one.stance) for one in bracket.attributions] == [("Norway", stance_of(words))]


@pytest.mark.parametrize("words", each(UNCLEAR))
def test_what_is_unclear_is_nobodys_stance(words: str) -> None:
    assert parse(f"We [Norway: {words}] go.").brackets[0].attributions == ()


@pytest.mark.parametrize("words", each(TEXT))
def test_words_for_the_text_are_proposed(words: str) -> None:
    assert [one.stance for one in parse(f"We [Norway: {words}] go.").brackets[0].attributions] == ["proposed"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("[Vanuatu: delete, supported by Tonga]", [("Vanuatu", "opposed"), ("Tonga", "opposed")]),
        ("[Vanuatu: delete; supported by Tonga]", [("Vanuatu", "opposed")]),
        ("[Vanuatu: delete, opposed by Fiji]", [("Vanuatu", "opposed"), ("Fiji", "supported")]),
        ("[Tonga: retain; supported by Samoa, opposed by Fiji]", [("Tonga", "supported"), ("Samoa", "supported"), ("Fiji", "opposed")]),
        ("[NZ oppose; supported by US: a fee]", [("NZ", "opposed")]),
        ("[US: delete] (Chile)", [("US", "opposed"), ("Chile", "opposed")]),
        ("[US: delete] (supported by Chile)", [("US", "opposed"), ("Chile", "opposed")]),
        ("[US: delete] (opposed by Chile)", [("US", "opposed")]),
        ("[Norway: delete (supported by Chile)]", [("Norway", "opposed"), ("Chile", "opposed")]),
        ("[US: reserve (Chile)]", [("US", "reserved"), ("Chile", "reserved")]),
        ("[Delete: Egypt, India]", [("Egypt", "opposed"), ("India", "opposed")]),
        ("[Deletion proposed by: Egypt]", [("Egypt", "opposed")]),
        ("[Support: Norway; Oppose: Cuba]", [("Norway", "supported"), ("Cuba", "opposed")]),
        ("[EU + Member States: delete]", [("EU", "opposed")]),
        ("[Togo: supports the proposal of Mexico]", []),
        ("[Maintain: a fee]", []),
    ],
)  # fmt: skip
def test_others_beside_a_request_are_never_taken_for_its_opposite(text: str, who: list[tuple[str, str]]) -> None:
    (bracket,) = parse(f"We {text} go.").brackets
    assert [(one.party, one.stance) for one in bracket.attributions] == who
