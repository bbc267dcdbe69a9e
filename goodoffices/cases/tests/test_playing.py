"""All of a case or nothing; further days come after whatever people have done since."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps

from goodoffices.cases.loading import BadCase, Case, parse, read, shipped
from goodoffices.cases.playing import Played, go_on, play
from goodoffices.consultation.acts import MakeStatement
from goodoffices.consultation.models import Statement
from goodoffices.engines import ledger
from goodoffices.files.models import File
from goodoffices.process.acts import CloseSession, RemoveSeat
from goodoffices.process.models import Process
from goodoffices.process.seats import seat_with_id
from goodoffices.record.announce import no_longer, on_growth
from goodoffices.record.copy import copy
from goodoffices.record.models import Book, Entry
from goodoffices.record.perform import perform

HEAD = "format: goodoffices-case/1\nfounder: amara\nfound: {title: A try}\nacts:\n"  # the first act stands in line 5
SAID = (
    '  - {at: 2025-04-01 10:00, by: amara, do: consultation.make_statement, with: {room: "@third_party", text: %s}}\n'
)
PLENARY = SAID.replace("@third_party", "@plenary") % "Too early"


def everything() -> dict[str, int]:
    """How many rows every table has, the record's own among them."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def fault(case: Case, until: date | None = None) -> str:
    with pytest.raises(BadCase) as bad:
        play(case, until)
    return str(bad.value)


def test_when_the_fiftieth_act_fails_nothing_has_been_imported_or_announced(river):
    told: list[object] = []
    on_growth(told.append)
    before = everything()

    case = parse(HEAD + "".join(SAID % f"Number {n}" for n in range(1, 50)) + PLENARY)
    assert fault(case).startswith("line 54: consultation.make_statement: ")

    no_longer(told.append)
    assert everything() == before
    assert told == []
    assert before["record.Entry"] > 0


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (PLENARY, "line 5: consultation.make_statement: "),
        (SAID.replace("@third_party", "@caucus:north") % "x", "line 5: “@caucus:north” is no room of this process"),
        (SAID.replace("@third_party", "@amara") % "x", "line 5: consultation.make_statement: “amara” may not do this"),
        (SAID.replace("@third_party", "@public") % "x", "line 5: consultation.make_statement: “amara” may not do this"),
        (SAID.replace("2025", "2190") % "x", "line 1: 2190-04-01 10:00 is still to come"),
        (
            "  - {at: 2025-04-01 10:00, by: amara, do: process.set_mandate, with: {mandate: mediation}, as: mandate}\n",
            "line 5: process.set_mandate makes nothing that could be called “mandate”",
        ),
    ],
)
def test_what_only_the_table_can_refuse_is_told_with_its_line_and_leaves_nothing(river, act, words):
    before = everything()
    assert fault(parse(HEAD + act)).startswith(words)
    assert everything() == before


HEADS = """\
  - {at: 2025-04-01 09:00, by: amara, do: process.admit_party, with: {party: east, name: East}}
  - {at: 2025-04-01 09:00, by: amara, do: process.admit_party, with: {party: west, name: West}}
  - {at: 2025-04-01 09:01, by: amara, do: process.admit_seat, with: {role: head, party: east, name: Head of East}, as: east}
"""
ANNEX = """\
  - {at: 2025-04-01 09:30, by: east, do: agenda.raise_issue, with: {title: Wells, book: "@caucus:east"}, as: wells}
  - {at: 2025-04-01 10:00, by: east, do: files.attach, with: {about: "@wells", title: Levels}, file: {name: l.csv, text: "Day,1"}}
"""


def bytes_kept(data: Path) -> list[Path]:
    return sorted(path for path in data.glob("files/**/*") if path.is_file())


def test_a_file_of_a_case_is_attached_with_its_bytes(database, settings, replayed):
    played = play(parse(HEAD + HEADS + ANNEX))
    (file,) = File.objects.seen_by(seat_with_id(played.cast["east"]))
    assert (file.name, file.title, file.size) == ("l.csv", "Levels", 5)
    (kept,) = (path for path in bytes_kept(settings.DATA) if path.parent.name == file.book_id)
    assert kept.read_bytes() == b"Day,1"


def test_a_case_that_fails_after_a_file_leaves_no_bytes_of_it(database, settings):
    before = bytes_kept(settings.DATA)
    assert "line 10: " in fault(parse(HEAD + HEADS + ANNEX + PLENARY.replace("@plenary", "@caucus:north")))
    assert bytes_kept(settings.DATA) == before


def test_a_day_before_the_first_act_is_refused(database):
    assert fault(read(shipped("river")), date(2025, 3, 1)) == (
        "line 15: the first act is on 2025-04-01; up to 2025-03-01 nothing happens"
    )
    assert not Process._base_manager.exists()


def test_two_at_signs_begin_a_text_with_one(database, replayed):
    play(parse(HEAD + SAID % '"@@all: welcome"'))
    assert Statement._base_manager.get().text == "@all: welcome"


def test_a_case_without_acts_is_a_founded_process(database, replayed):
    played = play(parse(HEAD.replace("acts:\n", "founded: 2025-04-01 09:00\n")))
    assert (played.done, list(played.cast)) == (0, ["amara"])
    assert Entry.objects.get().at == "2025-04-01T09:00:00.000Z"


def test_the_same_case_can_be_played_twice_on_one_host(database, replayed):
    first, second = play(read(shipped("river"))), play(read(shipped("river")))
    assert first.process != second.process
    assert not set(first.names.values()) & set(second.names.values())


def on(case: Case, played: Played, until: date = date.max) -> int:
    return go_on(case, played.names, played.cast, played.done, until)


def story(played: Played) -> list[tuple[str, str, str]]:
    """What stands in the books of a process in the order in which it was done, ids left aside."""
    entries = Entry.objects.filter(register_id=played.process).select_related("book").order_by("position")
    return [(entry.book.name, entry.kind, entry.at) for entry in entries]


def test_playing_on_day_by_day_tells_the_same_story_as_playing_at_once(case, istanbul):
    whole = istanbul(date.max)
    first, *days = sorted({step.at.date() for step in case.steps})

    played = play(case, first)
    for day in days:
        done = on(case, played, day)
        assert done > played.done
        played = Played(played.process, played.names, played.cast, done)

    assert on(case, played) == played.done  # the clock goes on after the last act
    assert played.done == whole.done == len(case.steps)
    assert story(played) == story(whole)


def test_playing_on_past_the_end_changes_nothing(case, istanbul):
    played = istanbul(date(2190, 1, 1))
    before = everything()
    assert on(case, played) == played.done == len(case.steps)
    assert on(case, played, date(2000, 1, 1)) == played.done
    assert everything() == before


def test_what_people_did_meanwhile_stays_and_the_case_goes_on_after_it(case, istanbul):
    played = istanbul()
    plenary = Book.objects.get(register_id=played.process, kind="plenary")
    us_head = seat_with_id(played.cast["us_head"])
    said = perform(MakeStatement(room=plenary.id, text="Said by a person, today"), us_head).entry

    assert on(case, played) == len(case.steps)

    times = list(plenary.entries.order_by("number").values_list("at", flat=True))
    assert times == sorted(times)
    assert set(times[said.number :]) == {said.at}  # the case's days are over: its later acts bear the time of the last
    assert ledger.verify_book(list(copy(Book.objects.get(id=plenary.id)))).ok


@pytest.mark.parametrize(
    ("who", "deed", "words"),
    [
        ("mediator", lambda names: CloseSession(session=names["session_3"]), "process.close_session: "),
        (
            "us_head",
            lambda names: RemoveSeat(seat=names["us_adviser"]),
            "“us_adviser” has left the table. Nothing more",
        ),
    ],
)
def test_where_people_have_made_the_next_step_impossible_nothing_is_half_played(case, istanbul, who, deed, words):
    played = istanbul()
    perform(deed(played.names), seat_with_id(played.cast[who]))
    before, names, cast = everything(), dict(played.names), dict(played.cast)

    with pytest.raises(BadCase) as bad:
        on(case, played)

    assert words in str(bad.value)
    assert str(bad.value).startswith("line ")
    assert str(bad.value).endswith(
        ". Nothing more has been played; if people have acted since, play the case afresh to see the rest"
    )
    assert everything() == before
    assert (played.names, played.cast) == (names, cast)


def test_another_file_is_not_mistaken_for_the_case_that_was_played(istanbul):
    played = istanbul()
    with pytest.raises(BadCase, match=r"\d+ acts have been played, and this file has \d+"):
        on(read(shipped("paris")), played)


def goodoffices(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).with_name("goodoffices")
    return subprocess.run([command, *arguments], capture_output=True, text=True, timeout=60)


def test_the_command_says_what_is_wrong_and_imports_nothing(folders, tmp_path):
    data = ("--data", str(folders.started(tmp_path / "data")))
    unknown = goodoffices("import", "atlantis", *data)
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "no case of that name ships" in unknown.stderr

    path = tmp_path / "bad.yaml"
    path.write_text(HEAD + SAID % "Hello" + PLENARY)
    bad = goodoffices("import", str(path), *data)
    assert (bad.returncode, bad.stdout) == (1, "")
    assert bad.stderr.startswith("bad.yaml, line 6: consultation.make_statement: ")
    assert "Traceback" not in bad.stderr
