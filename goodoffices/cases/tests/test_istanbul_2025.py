"""The case of 2025: it plays, each sub-issue has its sources, the two accounts stay apart, and nothing is put into a mouth."""

import json
import re
from datetime import date, datetime
from pathlib import Path

import pytest

from goodoffices.agenda.models import Issue, Position, Solution, View
from goodoffices.cases.lines import texts
from goodoffices.cases.loading import Case, Step, read, shipped
from goodoffices.cases.playing import Played, go_on, play
from goodoffices.cases.tests.test_istanbul import PEOPLE
from goodoffices.chairing.models import Meeting
from goodoffices.decisions.models import Decision
from goodoffices.files.models import File
from goodoffices.process.models import Process, Round, Seat
from goodoffices.process.seats import seat_with_id, seats_of
from goodoffices.record import replay
from tests.cast import client_of
from tests.house import references_that_go_down

END = date(2025, 12, 30)
SUB_ISSUES = {
    "Banking and financing of the missions": {"ru", "us"},
    "Contracted services": {"us"},
    "Staffing, and the employment of local staff": {"us"},
    "Six diplomatic properties": {"ru"},
    "Direct air service": {"ru"},
    "Visas and movement of diplomats": {"ru"},
}
# How each account is named where it is reported.
NAMED = {
    "ru": re.compile(r"By (the account of the Foreign Ministry|the Consulate General in Istanbul|the ambassador)"),
    "us": re.compile(r"By the account of the Department of State"),
}
ADDRESS = re.compile(r"https?://[^\s,)]*[^\s,).]")
DAY = re.compile(r"\b(\d{1,2} (?:February|April|June|December) 2025)\b")
# Sources that are not in `documented.json`; `README.md` of the cases names them.
BESIDE = {
    "https://english.pravda.ru/news/world/162042-us-russia-istanbul-talks/",
    "https://saba.ye/en/print3463699.htm",
    "https://tass.com/politics/1971823",
    "https://tass.com/politics/1973799",
}
HANDED_DOWN = Path(__file__).parents[4] / "shared" / "data" / "istanbul"


@pytest.fixture(scope="module")
def case() -> Case:
    return read(shipped("istanbul-2025"))


@pytest.fixture
def played(database, case) -> Played:
    return play(case, END)


def seat(played: Played, name: str = "reader") -> Seat:
    found = seat_with_id(played.cast[name])
    assert found is not None
    return found


def sources_of(step: Step) -> set[str]:
    said = [text for text, _ in texts(step.data, 0)] + ([step.file[1]] if step.file else [])
    return {address for text in said for address in ADDRESS.findall(text)}


def reports(case: Case) -> list[Step]:
    """The acts by which an account says something of its own."""
    kinds = ("agenda.put_position", "agenda.table_solution", "consultation.make_statement", "files.attach")
    return [step for step in case.steps if step.kind in kinds]


# It plays.


def test_it_stops_after_the_second_round_goes_on_to_its_end_and_the_record_rebuilds_it(database, case):
    assert case.until == date(2025, 4, 10) and case.steps[-1].at.date() == END
    played = play(case)
    assert [round.state for round in Round.objects.seen_by(seat(played))] == ["concluded", "concluded"]
    assert go_on(case, played.names, played.cast, played.done, END) == len(case.steps)
    assert replay.check() == [] and references_that_go_down() == []


# Six sub-issues, each with where it stands, what is prospective, and its sources; the accounts apart.


def test_each_sub_issue_has_what_its_accounts_say_and_nothing_of_an_account_that_is_silent(played):
    reader = seat(played)
    issues = list(Issue.objects.seen_by(reader).order_by("ordinal"))
    assert [issue.title for issue in issues] == list(SUB_ISSUES)
    for issue in issues:
        told = SUB_ISSUES[issue.title]
        positions = Position.objects.seen_by(reader).filter(issue=issue).select_related("party")
        solutions = Solution.objects.seen_by(reader).filter(issue=issue).select_related("party")
        views = View.objects.seen_by(reader).filter(issue=issue).select_related("party")
        for rows in (positions, solutions, views):
            assert {row.party.key for row in rows} == told, issue.title
        for row in positions:
            assert NAMED[row.party.key].match(row.position) and not row.interest, row.position
        for row in solutions:
            by_both = row.title == "Exchange of notes on banking services for the missions"
            assert by_both or NAMED[row.party.key].match(row.text), row.text
        for text in [row.position for row in positions] + [row.text for row in solutions]:
            assert ADDRESS.search(text) and DAY.search(text), text
        for view in views:
            assert re.search(r"\w+\.(com|ru|io|ua)\)$", view.words) and DAY.search(view.words), view.words
        if len(told) == 1:
            whose = "by the Russian account" if "ru" in told else "by the account of the United States"
            assert f"{whose} alone" in issue.words, issue.words


def test_of_each_round_there_is_a_file_of_each_account_with_that_accounts_sources_alone(case, played):
    about = {round.id: round.begins for round in Round.objects.seen_by(seat(played))}
    files = File.objects.seen_by(seat(played)).select_related("party")
    assert {(about[file.about_id], file.party.key) for file in files} == {
        ("2025-02-27", "us"), ("2025-02-27", "ru"), ("2025-04-10", "us"), ("2025-04-10", "ru"),
    }  # fmt: skip
    of = {
        side: {a for s in case.steps if s.file and s.by == f"{side}_account" for a in sources_of(s)} for side in NAMED
    }
    assert of["ru"] and of["us"] and not of["ru"] & of["us"]


def test_what_is_reported_has_its_source_and_its_day(case):
    told = reports(case)
    assert len(told) > 30
    for step in told:
        said = " ".join([*(text for text, _ in texts(step.data, 0)), step.file[1] if step.file else ""])
        assert sources_of(step), said
        assert DAY.search(said) or re.search(r"2025-\d\d-\d\d,http", said), said


def test_both_accounts_report_the_notes_and_only_its_form_is_ours(played):
    decision = Decision.objects.seen_by(seat(played)).get()
    assert decision.state == "adopted"
    assert decision.words.startswith("For this reconstruction: by both accounts")
    assert "Illustrative as to its form" in decision.words
    banking = Issue.objects.seen_by(seat(played)).get(title__startswith="Banking")
    assert banking.status == "converging"  # no source says that it is settled, or that a capital is to confirm


def test_the_rounds_are_where_and_as_long_as_is_documented(played):
    first, second, third = Round.objects.seen_by(seat(played)).order_by("ordinal")
    assert (first.begins, second.begins, third.begins) == ("2025-02-27", "2025-04-10", "")
    assert "Residence of the Consul General of the United States" in first.venue
    assert "Consulate General of the Russian Federation" in second.venue
    assert third.state == "framed" and third.title.endswith("called off")
    held = Meeting.objects.seen_by(seat(played)).order_by("began")
    hours = [(datetime.fromisoformat(m.ended) - datetime.fromisoformat(m.began)).total_seconds() / 3600 for m in held]
    assert hours == [6.5, 5.5]


# Nobody can mistake it for a transcript.


def test_it_is_labelled_on_every_page_and_names_what_is_illustrative(played):
    process = Process.objects.seen_by(seat(played)).get()
    assert "documented reconstruction" in process.title
    for words in ("not a transcript", "not for persons", "ours", "illustrative"):
        assert words in process.notice
    for page in ("agenda/", "rounds/", "seats/"):
        answer = client_of(seat(played)).get(f"/processes/{played.process}/{page}")
        assert "Documented reconstruction from published accounts, not a transcript." in answer.content.decode()


def test_what_no_source_has_says_that_it_is_illustrative(case):
    for kind in ("process.set_mandate", "process.propose_ground_rules", "decisions.put"):
        (step,) = [step for step in case.steps if step.kind == kind]
        assert "Illustrative" in " ".join(text for text, _ in texts(step.data, 0))


def test_the_seats_are_accounts_and_no_person_is_named(case, played):
    names = {found.name for found in seats_of(played.process)}
    assert names == {
        "Compiler of the documents",
        "Reader",
        "Published account, Russian Federation (Foreign Ministry and missions)",
        "Published account, United States (Department of State)",
    }
    text = ADDRESS.sub("", shipped("istanbul-2025").read_text(encoding="utf-8"))
    for name in PEOPLE.split():
        assert not re.search(rf"\b{name}", text, re.IGNORECASE), name


def test_nothing_is_done_that_would_commit_a_side_beyond_what_it_published(case):
    kinds = {step.kind for step in case.steps}
    assert not kinds & {
        "process.adopt_agenda", "process.adopt_highlights", "agenda.accept_solution", "agenda.confirm_solution",
        "minutes.draft", "minutes.approve", "consultation.restate", "consultation.confirm",
    }  # fmt: skip
    assert not any(step.data.get("binding") for step in case.steps)
    assert not any(re.search(r"\b(we|our|us|I)\b", text) for step in reports(case) for text in spoken(step))


def spoken(step: Step) -> list[str]:
    """The sentences of an act, without what they quote and where they are from."""
    return [ADDRESS.sub("", re.sub("“[^”]*”", "", text)) for text, _ in texts(step.data, 0) if not text.startswith("@")]


def test_whose_house_it_was_goes_first(case):
    for day, first in (("2025-02-27", "us_account"), ("2025-04-10", "ru_account")):
        by = [step.by for step in case.steps if step.at.date().isoformat() == day and step.by != "compiler"]
        assert by[0] == first


# Against the documents, where they lie beside the repository.


def handed_down(name: str) -> str:
    path = HANDED_DOWN / name
    if not path.exists():
        pytest.skip(f"{path} is not here: it is handed down beside the repository and does not ship with it")
    return path.read_text(encoding="utf-8")


def test_every_source_is_a_documented_one_or_named_with_the_cases(case):
    named = Path(shipped("istanbul-2025").with_name("README.md")).read_text(encoding="utf-8")
    used = {address for step in case.steps for address in sources_of(step)}
    for address in used:
        assert address in named, address
    documented = {source for event in json.loads(handed_down("documented.json")) for source in event["sources"]}
    assert used - documented == BESIDE


def test_the_days_the_places_and_the_lengths_are_those_of_the_documents(case):
    rounds = [event for event in json.loads(handed_down("documented.json")) if "round" in event]
    met = [step for step in case.steps if step.kind == "chairing.log_meeting"]
    for event, step in zip(rounds, met, strict=True):
        began, ended = (datetime.fromisoformat(step.data[key]) for key in ("began", "ended"))
        assert began.date().isoformat() == event["date"]
        assert (ended - began).total_seconds() / 3600 == event["duration_h"]
        assert "Istanbul" in event["place"] and "Istanbul" in step.data["place"]


def test_what_is_quoted_was_said_so_by_the_department_of_state(case):
    given = handed_down("us-statements.md")
    quoted = [
        quote for step in case.steps for text, _ in texts(step.data, 0) for quote in re.findall("“([^”]*)”", text)
    ]
    assert len(quoted) == 4
    for quote in quoted:
        assert quote.rstrip(".") in given, quote
