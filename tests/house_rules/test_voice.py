"""The turns of phrase that we do not use: docs/reference/voice.md says why, and what we write instead."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "goodoffices" / "locale" / "ar" / "LC_MESSAGES" / "django.po"

AVOIDED = {
    r"\bmay stay empty\b": "(optional)",
    r"\bis good (once|until|for)\b": "works once",
    r"\bno longer good\b": "no longer works",
    r"\b(whoever|who) runs this host\b": "the administrator of this host",
    r"\bunder way\b": "sent",
    r"\ball the same\b": "anyway",
    r"\banew\b": "again",
    r"\bnothing more is needed\b": "(leave it out)",
    r"\bnothing needs to be\b": "so there is nothing to …",
    r"\blearns? of\b": "know of",
    r"\bheard-?ness\b": "feeling heard",
    r"\bthe pulse\b|\ba pulse\b": "the survey",
    r"\bframe (the|a) round\b|\bframed\b": "plan a round",
    r"\botherwise now\b|\bword it otherwise\b": "differently; reword",
    r"\btake[ns]? in\b": "import",
    r"\bsomebody\b": "someone",
    r"\bplease\b|\bsorry\b|\boops\b|\binvalid\b": "what is wrong, and the way forward",
    r"!": "(a full stop)",
    r"\b(has|have|is|are|was|were) \w+ already\b": "already stands before the verb",
    r"\bwaits? for (you|your)\b": "is waiting for you",
    r"\bmake a (link|token|passkey)\b": "create",
    r"\btelephone\b": "phone",
    r"\bprogramme that holds\b": "program",
}


def sentences() -> list[str]:
    found = []
    with CATALOGUE.open("rb") as file:
        for message in read_po(file):
            found += [message.id] if isinstance(message.id, str) else list(message.id)
    return [each for each in found if each]


@pytest.mark.parametrize("turn", AVOIDED)
def test_no_sentence_has_this_turn(turn):
    wrong = [sentence for sentence in sentences() if re.search(turn, sentence, re.IGNORECASE)]
    assert not wrong, f"write “{AVOIDED[turn]}” instead"


def test_the_rule_reads_the_whole_catalogue():
    assert len(sentences()) > 1_500


def test_each_turn_would_be_found():
    said = "It may stay empty and is good once, whoever runs this host: the link is under way all the same, anew!"
    assert len([turn for turn in AVOIDED if re.search(turn, said, re.IGNORECASE)]) == 7
