"""The Paris case: from the brackets of October 2015 to the words adopted in December, letter for letter, by acts alone."""

import re
from pathlib import Path
from textwrap import dedent

import pytest

from goodoffices.cases.loading import read, shipped
from goodoffices.cases.playing import Played, play
from goodoffices.process.models import Process
from goodoffices.process.seats import seat_with_id
from goodoffices.record import replay
from goodoffices.text.models import Alternative, Draft, Revision
from goodoffices.text.queries import shown_whole
from tests.house import references_that_go_down

# Paris Agreement, FCCC/CP/2015/L.9/Rev.1 (© United Nations), as adopted on 12 December 2015: Article 2 and Article 14 (2).
ADOPTED = [
    "Article 2",
    "1. This Agreement, in enhancing the implementation of the Convention, including its objective, aims to strengthen the "
    "global response to the threat of climate change, in the context of sustainable development and efforts to eradicate "
    "poverty, including by:",
    "(a) Holding the increase in the global average temperature to well below 2 °C above pre-industrial levels and to pursue "
    "efforts to limit the temperature increase to 1.5 °C above pre-industrial levels, recognizing that this would "
    "significantly reduce the risks and impacts of climate change;",
    "(b) Increasing the ability to adapt to the adverse impacts of climate change and foster climate resilience and low "
    "greenhouse gas emissions development, in a manner that does not threaten food production;",
    "(c) Making finance flows consistent with a pathway towards low greenhouse gas emissions and climate-resilient "
    "development.",
    "2. This Agreement will be implemented to reflect equity and the principle of common but differentiated responsibilities "
    "and respective capabilities, in the light of different national circumstances.",
    "Article 14",
    "2. The Conference of the Parties serving as the meeting of the Parties to the Paris Agreement shall undertake its first "
    "global stocktake in 2023 and every five years thereafter unless otherwise decided by the Conference of the Parties "
    "serving as the meeting of the Parties to the Paris Agreement.",
]
TEXTS = Path(__file__).parents[4] / "shared" / "data" / "texts"


@pytest.fixture
def played(database) -> Played:
    return play(read(shipped("paris")))


def reader(played: Played):
    return seat_with_id(played.cast["spokes_b"])


def revisions(played: Played) -> list[list[str]]:
    """By revision, the words of each provision."""
    rows = Revision.objects.seen_by(reader(played)).order_by("revision")
    return [[row["words"].strip() for row in revision.rows] for revision in rows]


def test_at_its_end_every_provision_is_agreed_and_says_what_was_adopted(played):
    seat = reader(played)
    shown = shown_whole(seat, Draft.objects.seen_by(seat).get())
    assert [each.provision.words.strip() for each in shown] == ADOPTED
    assert {each.state for each in shown} == {"agreed"}
    assert [each.provision.shape["cited"] for each in shown] == [
        "Art. 2", "Art. 2 (1)", "Art. 2 (1) (a)", "Art. 2 (1) (b)", "Art. 2 (1) (c)", "Art. 2 (2)",
        "Art. 14", "Art. 14 (2)",
    ]  # fmt: skip
    assert not Alternative.objects.seen_by(seat).filter(gone=False).exists()
    assert revisions(played)[2] == ADOPTED
    assert replay.check() == [] and references_that_go_down() == []


def test_there_is_a_revision_at_each_stage_and_brackets_come_before_they_go(played):
    figures = [one.figures for one in Revision.objects.seen_by(reader(played)).order_by("revision")]
    assert [each["brackets"] for each in figures] == [4, 28, 0]
    assert [each["loose"] for each in figures] == [0, 0, 0]
    assert [each["clean"] == each["provisions"] for each in figures] == [False, False, True]


def test_it_says_on_every_page_that_attributions_are_invented(played):
    process = Process.objects.seen_by(reader(played)).get()
    assert "reconstruction for training" in process.title
    for words in ("not a record", "not documented", "illustrative", "UNFCCC", "invented"):
        assert words in process.notice


# Against the documents, where they lie beside the repository.


def document(name: str) -> str:
    path = TEXTS / name
    if not path.exists():
        pytest.skip(f"{path} is not here: it is handed down beside the repository and does not ship with it")
    return path.read_text(encoding="utf-8")


def plain(words: str) -> str:
    """Without blanks at brackets, and with one blank for several."""
    return re.sub(r"\s*([\[\]])\s*", r"\1", " ".join(words.split()))


def unnumbered(provisions: list[str]) -> list[str]:
    return [re.sub(r"^(\d+\.|\([a-c]\)) ", "", words) for words in provisions if not words.startswith("Article")]


def items(text: str, heading: str) -> list[str]:
    """The numbered paragraphs of an article in Markdown, without their numbers."""
    (article,) = [part for part in text.split("\n## ") if part.startswith(heading)]
    return [
        re.sub(r"^\d+\. ", "", line.strip()) for line in dedent(article).splitlines() if re.match(r"\s*\d+\. ", line)
    ]


def test_the_first_revision_is_the_text_of_5_october(played):
    running = re.compile(r"Page \d+ of 20|AD HOC WORKING GROUP ON THE|DURBAN PLATFORM FOR ENHANCED ACTION|ADP\S+Note")
    text = plain(running.sub("", document("paris-2015-10-05-non-paper.txt")))
    for words in unnumbered(revisions(played)[0]):
        assert plain(words) in text, words


def test_the_second_is_that_of_23_october_with_one_bracket_closed(played):
    text = document("paris-2015-10-23.md")
    wanted = [*items(text, "Article 2 *"), items(text, "Article 10 *")[3]]
    closed = wanted[0].replace("as stated in its Article 2.", "as stated in its Article 2].")
    assert closed.count("[") == closed.count("]") == wanted[0].count("[") == wanted[0].count("]") + 1
    found = unnumbered(revisions(played)[1])
    assert [plain(words) for words in found] == [plain(words) for words in [closed, *wanted[1:]]]


def test_what_this_test_holds_is_what_was_adopted():
    text = document("paris-2015-12-12-adopted.md")
    assert unnumbered(ADOPTED) == [*items(text, "Article 2\n"), items(text, "Article 14\n")[1]]
