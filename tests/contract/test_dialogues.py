"""Thirty real dialogues (CaSiNo: Chawla et al., NAACL 2021, CC BY 4.0), replayed through the API by two delegations.

Two people divide firewood, food and water before a camping trip. Here one speaks for North and the other for South; each
dialogue is an issue, a deal put forward is a prospective solution, and a deal taken is one that both heads accept.
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.contract.host import Caller, Host, ran
from tests.folders import Folders

DIALOGUES = Path(__file__).parents[3] / "shared" / "data" / "dialogue" / "casino_valid.json"


class Replayed(NamedTuple):
    host: Host
    dialogues: list[Any]
    said: list[tuple[str, str, str]]  # seat, words, issue: in the order in which they were said
    deals: list[tuple[str, str]]  # solution, what became of it


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory, folders: Folders) -> Iterator[Replayed]:
    if not DIALOGUES.exists():
        pytest.skip("The dialogues are not at hand: they lie beside the repository, in shared/data/dialogue.")
    dialogues = json.loads(DIALOGUES.read_text(encoding="utf-8"))
    folder = folders.played(tmp_path_factory.mktemp("dialogues"))
    with Host("demo", "--case", "river", "--data", folder, "--no-browser") as host:
        host.folder = folder  # type: ignore[attr-defined]
        said, deals = [], []
        for dialogue in dialogues:
            replay(host, dialogue, said, deals)
        yield Replayed(host, dialogues, said, deals)


def replay(host: Host, dialogue: Any, said: list[tuple[str, str, str]], deals: list[tuple[str, str]]) -> None:
    mediator = host.seat("mediator")
    sides = {"mturk_agent_1": host.seat("head", "north"), "mturk_agent_2": host.seat("head", "south")}
    plenary, number = mediator.room("plenary"), dialogue["dialogue_id"]
    issue = mediator.done("agenda.raise_issue", {"title": f"Firewood, food and water: dialogue {number}"})["id"]
    put: tuple[str, Caller] | None = None
    for line, turn in enumerate(dialogue["chat_logs"]):
        speaker, key = sides[turn["id"]], f"casino-{number}-{line}"
        if turn["text"] == "Submit-Deal":
            deal = {"issue": issue, "title": in_words(turn["task_data"]["issue2youget"])}
            put = speaker.done("agenda.table_solution", deal, key=key)["id"], speaker
        elif turn["text"] == "Accept-Deal" and put:
            for side in (put[1], speaker):
                side.done("agenda.accept_solution", {"solution": put[0]}, key=f"{key}-accepted")
            deals.append((put[0], "accepted_ad_ref"))
        elif turn["text"] == "Reject-Deal" and put:
            speaker.done("agenda.reserve_solution", {"solution": put[0]}, key=key)
            deals.append((put[0], "tabled"))
        else:
            words = {"room": plenary, "text": turn["text"], "issues": [issue]}
            first = speaker.done("consultation.make_statement", words, key=key)
            assert speaker.act("consultation.make_statement", words, key=key).json == first  # a line that came twice
            said.append((speaker.seat, turn["text"], issue))


def in_words(share: dict[str, str]) -> str:
    return "To me " + ", ".join(f"{count} {thing.lower()}" for thing, count in share.items())


def test_every_word_stands_in_the_record_in_its_order(replayed: Replayed) -> None:
    assert len(replayed.dialogues) == 30 and len(replayed.said) > 300
    for party in ("north", "south"):
        seat = replayed.host.seat("head", party)
        book, found, after = seat.book("plenary"), [], 0
        while entries := seat.entries(book, after):
            found += [e for e in entries if e["kind"] == "consultation.make_statement" and e["data"].get("issues")]
            after = entries[-1]["number"]
        ours = [(e["by"], e["data"]["text"], e["data"]["issues"][0]) for e in found]
        assert ours[-len(replayed.said) :] == replayed.said


def test_every_deal_came_to_what_it_came_to(replayed: Replayed) -> None:
    agenda = replayed.host.seat("head", "south").told("/agenda")
    states = {s["id"]: s["state"] for issue in agenda["issues"] for s in issue["solutions"]}
    assert Counter(state for _deal, state in replayed.deals) == {"accepted_ad_ref": 30, "tabled": 2}
    assert all(states[deal] == state for deal, state in replayed.deals)


def test_each_side_s_copy_verifies_and_they_agree(replayed: Replayed, tmp_path: Path) -> None:
    copies = []
    for party in ("north", "south"):
        seat = replayed.host.seat("head", party)
        copies.append(seat.get(f"/books/{seat.book('plenary')}/copy").body)
        (tmp_path / party).write_bytes(copies[-1])
        assert ran("record", "verify", tmp_path / party)
    entries = [[json.loads(line) for line in copy.decode().splitlines()[1:]] for copy in copies]
    assert entries[0] == entries[1]
    assert ran("rebuild", "--check", "--data", replayed.host.folder)  # type: ignore[attr-defined]


def test_the_brief_tells_whoever_was_away_of_all_thirty(replayed: Replayed) -> None:
    lena = replayed.host.seat("head", "north")
    brief = lena.told("/brief?since=start")
    spoken = Counter(issue for seat, _words, issue in replayed.said if seat != lena.seat)
    assert {each["issue"]: each["said"] for each in brief["issues"] if each["issue"] in spoken} == spoken
