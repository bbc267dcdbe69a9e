"""The Istanbul case: it plays, it says what the scenario says and nothing else, and nobody can mistake it for a record."""

import json
import re
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from goodoffices.agenda.agreement import with_agreements
from goodoffices.agenda.labels import STATUSES
from goodoffices.agenda.models import Issue, Position, Solution, Stance
from goodoffices.cases.lines import texts
from goodoffices.cases.loading import parse, shipped
from goodoffices.cases.playing import Played, go_on, play
from goodoffices.consultation.models import Amendment, Statement, Striking, rooms_of
from goodoffices.consultation.queries import said_in
from goodoffices.engines import ledger
from goodoffices.interpretation.models import Rendering
from goodoffices.minutes.citing import citations_in
from goodoffices.minutes.models import Correction, Minutes
from goodoffices.process.models import GroundRules, Party, Process, Round, Seat, Session
from goodoffices.process.seats import seat_with_id, seats_of
from goodoffices.record import replay
from goodoffices.record.copy import copy
from goodoffices.record.models import Book, Entry
from goodoffices.text.models import Draft, Reason, Revision, ShownReason
from goodoffices.text.queries import Shown, shown_whole
from scripts.kinds import by_office, facts_of
from tests.cast import client_of
from tests.house import references_that_go_down

# The scenario's tables, as the house was given them; `test_these_are_the_tables_of_the_scenario` compares.
AGENDA = [
    ("Arms control", "Tense negotiations", "New treaties proposed"),
    ("Cybersecurity", "Rising threats", "Joint task force discussions"),
    ("Ukraine conflict", "Ongoing hostilities", "Peace talks revival"),
]
HIGHLIGHTS = [
    "Commitment to peace: both reiterate the necessity of a diplomatic resolution regarding Ukraine.",
    "Cybersecurity cooperation: an agreement to explore avenues for collaboration in cyber defence.",
    "Future talks: a framework for upcoming negotiations, with a focus on maintaining momentum.",
]
STRATEGIES = [
    ("Active listening", "both parties fully engage with each other’s viewpoints"),
    ("Cross-cultural training", "diplomats are trained on cultural differences to enhance communication"),
    ("Regular follow-ups", "a timeline for progress checks and adjustments to strategies"),
]
IMPLICATIONS = [
    ("Economic sanctions", "Trade friction in Europe", "Global market instability"),
    ("Military posturing", "NATO ally defence enhancements", "Increased arms race dynamics"),
    ("Diplomatic alignments", "Emerging alliances in the Middle East", "Redefined global power blocs"),
    ("Norms and standards", "Challenges to sovereignty", "Weakening of multilateral institutions"),
]
INITIATIVES = [
    (
        "Virtual consultation platforms",
        "online tools for real-time discussions between meetings; all parties informed even when distances separate them",
    ),
    (
        "Cultural exchange programmes",
        "exchanges in which diplomats better understand each other’s backgrounds",
    ),
    ("Joint task forces", "teams that collaboratively address specific global challenges"),
]
NEXT_STEPS = [
    ("Regular diplomatic engagements", "continued dialogue and assessment of progress"),
    ("Joint initiatives", "cooperative programmes in areas of mutual interest"),
    ("Third-party mediation", "neutral parties facilitate discussions and reduce bias"),
]
SECOND_ROUND, END = date(2025, 1, 29), date(2025, 5, 15)
HANDED_DOWN = Path(__file__).parents[4] / "shared" / "data" / "istanbul"


@pytest.fixture(params=["the second round, in session", "the end"])
def played(request, istanbul, case) -> Played:
    """Played up to the day of the header, or from there to the end."""
    played = istanbul()
    if request.param != "the end":
        return played
    return Played(played.process, played.names, played.cast, go_on(case, played.names, played.cast, played.done, END))


@pytest.fixture
def in_session(istanbul) -> Played:
    return istanbul()


@pytest.fixture
def to_the_end(istanbul) -> Played:
    return istanbul(END)


def seat(played: Played, name: str) -> Seat:
    found = seat_with_id(played.cast[name])
    assert found is not None
    return found


def plenary(played: Played, name: str = "mediator") -> list[str]:
    """The texts of the plenary's statements, as a seat reads them."""
    rows = Statement.objects.seen_by(seat(played, name)).filter(book__kind="plenary")
    return [statement.text for statement in rows.order_by("number")]


# It plays.


def test_the_header_names_the_second_round_and_days_follow(case):
    assert case.until == SECOND_ROUND < case.steps[-1].at.date() == END
    assert 60 <= len(case.steps) <= 400


def test_the_record_rebuilds_the_tables_and_no_reference_goes_down(played):
    assert replay.check() == []
    assert references_that_go_down() == []


def test_every_fact_on_record_stands_in_the_reference(to_the_end):
    written = {act.kind: set(facts_of(act)) for acts in by_office().values() for act in acts}
    found = defaultdict(set)
    for kind, facts in Entry.objects.values_list("kind", "facts"):
        found[kind] |= facts.keys()
    assert len(found) > 100
    assert {kind: facts - written[kind] for kind, facts in found.items() if facts - written[kind]} == {}


def test_the_copy_of_every_book_verifies(played):
    books = Book.objects.filter(register_id=played.process)
    assert len(books) == 8
    for book in books:
        report = ledger.verify_book(list(copy(book)))
        assert report.ok, report.sentences


def test_every_seat_finds_something_in_each_of_its_rooms(played):
    for reader in seats_of(played.process):
        rooms = rooms_of(reader)
        assert len(rooms) >= 1
        for room in rooms:
            assert said_in(reader, room.id), f"{reader} finds nothing in {room.name}"


def test_who_enters_which_rooms(played):
    entered = {name: {str(room.book.audience) for room in rooms_of(seat(played, name))} for name in played.cast}
    third = {"plenary", "third_party", "caucus:ru", "caucus:us"}
    assert entered["observer"] == {"plenary"}
    assert entered["mediator"] == entered["co_mediator"] == entered["interpreter_ar"] == third
    assert entered["secretariat"] == entered["interpreter_ru"] == third | {"task_force:cyber"}
    for side in ("ru", "us"):
        own = {"plenary", f"caucus:{side}", f"delegation:{side}"}
        assert entered[f"{side}_head"] == entered[f"{side}_delegate"] == own
        assert entered[f"{side}_deputy"] == entered[f"{side}_adviser"] == own | {"task_force:cyber"}


def test_it_stops_in_session_and_ends_with_the_third_round_framed(in_session, case):
    mediator = seat(in_session, "mediator")
    assert Process.objects.seen_by(mediator).get().state == "open"
    assert states(mediator) == ["concluded", "open"]
    assert [s.title for s in Session.objects.seen_by(mediator).filter(closed_at="")] == ["Second round, second session"]

    go_on(case, in_session.names, in_session.cast, in_session.done, END)
    assert states(mediator) == ["concluded", "concluded", "framed"]
    assert not Session.objects.seen_by(mediator).filter(closed_at="").exists()
    assert all(round.adopted for round in Round.objects.seen_by(mediator))


def states(reader: Seat) -> list[str]:
    return list(Round.objects.seen_by(reader).order_by("ordinal").values_list("state", flat=True))


def test_the_observer_reads_what_the_delegations_read_in_the_plenary(in_session):
    assert plenary(in_session, "observer") == plenary(in_session, "us_head") == plenary(in_session, "ru_head")


# It says what the scenario says.


def test_the_agenda_is_the_table_of_the_scenario(in_session):
    mediator = seat(in_session, "mediator")
    issues = Issue.objects.seen_by(mediator).filter(book__kind="plenary").order_by("ordinal")
    solutions = Solution.objects.seen_by(mediator)
    assert [
        (issue.title, issue.words, *(solution.title for solution in solutions.filter(issue=issue))) for issue in issues
    ] == AGENDA
    for issue in issues:
        assert str(STATUSES[issue.status]) == issue.words.split()[0]
    items = Round.objects.seen_by(mediator).get(state="open").items
    assert items == [title for title, _, _ in AGENDA]


def test_each_row_of_the_other_tables_is_a_statement_of_its_own(to_the_end):
    said = plenary(to_the_end)
    rows = [f"{name}: {what}." for name, what in [*STRATEGIES, *INITIATIVES]]
    rows += [
        f"Implications, for discussion. {impact}. Regional: {regional}. Global: {worldwide}."
        for impact, regional, worldwide in IMPLICATIONS
    ]
    rows += [f"Next steps. Measure: {measure}. Objective: {objective}." for measure, objective in NEXT_STEPS]
    for row in rows:
        assert said.count(row) == 1, row


def test_each_table_comes_on_its_day(case):
    days = {step.name: step.at.date().isoformat()[5:] for step in case.steps if step.name}
    assert {days[name] for name in ("listening", "training", "follow_ups")} == {"01-16"}
    assert {days[f"implications_{name}"] for name in ("sanctions", "posturing", "alignments", "norms")} == {"01-28"}
    assert {days[name] for name in ("platforms", "exchanges", "task_forces")} == {"01-29"}
    assert {days[name] for name in ("engagements", "joint_initiatives", "third_party_mediation")} == {"01-31"}


def test_the_second_round_is_concluded_with_the_highlights_of_the_scenario(to_the_end):
    first, second, third = Round.objects.seen_by(seat(to_the_end, "mediator")).order_by("ordinal")
    assert "set the foundation for dialogue" in first.highlights[0]
    assert second.highlights == HIGHLIGHTS
    assert "ongoing communication; working groups on the pressing issues; transparent dialogue" in second.framework
    assert "misinterpretations minimised" in second.framework
    assert third.begins > second.ends


def test_the_issues_move_after_the_second_round(to_the_end):
    mediator = seat(to_the_end, "mediator")
    issues = Issue.objects.seen_by(mediator).filter(book__kind="plenary").order_by("ordinal")
    shown = [(issue.shown_status, issue.status_name) for issue in with_agreements(mediator, issues)]
    assert shown == [
        ("deferred", "Deferred"),
        ("agreed_ad_ref", "Provisionally agreed, ad referendum"),
        ("under_discussion", "Under discussion"),
    ]
    assert Solution.objects.seen_by(mediator).get(title="Joint task force discussions").state == "accepted_ad_ref"


def test_the_case_shows_every_sort_of_act_that_rooms_offer(in_session):
    mediator = seat(in_session, "mediator")
    statements = list(Statement.objects.seen_by(mediator))
    assert {statement.speech_act for statement in statements} == {
        "statement", "question", "answer", "proposal", "reservation", "clarification",
    }  # fmt: skip
    assert {statement.seat_id for statement in statements if statement.binding} == {
        in_session.cast["ru_head"],
        in_session.cast["us_head"],
    }
    assert Amendment.objects.seen_by(mediator).count() == Striking.objects.seen_by(mediator).count() == 1
    words = [row.text for row in (*statements, *Rendering.objects.seen_by(mediator))]
    for letters in ("[а-яё]", "[ğış]", "[\u0620-\u064a]"):
        assert any(re.search(letters, text) for text in words), letters
    rules = GroundRules.objects.seen_by(mediator).get(state="in_force")
    assert (rules.regime, rules.nothing_agreed, rules.observers) == ("closed", True, True)
    assert rules.languages == ["ar", "en", "ru", "tr"]


def test_positions_stay_in_the_delegation_until_tabled(in_session):
    ru, us, mediator = (seat(in_session, name) for name in ("ru_head", "us_head", "mediator"))
    for side, other in ((ru, us), (us, ru)):
        own = Position.objects.seen_by(side).filter(book__kind="delegation")
        assert [position.tabled_number is not None for position in own] == [False, True]
        assert not set(own.values_list("id", flat=True)) & set(
            Position.objects.seen_by(other).values_list("id", flat=True)
        )
    assert {p.book.kind for p in Position.objects.seen_by(mediator).select_related("book")} == {"plenary"}


# The text that both work on.


def texts_of(played: Played, name: str = "observer") -> list[Draft]:
    return list(Draft.objects.seen_by(seat(played, name)).select_related("book").order_by("number"))


def provisions(played: Played, name: str = "observer") -> list[Shown]:
    """What a seat is shown of the draft, provision by provision."""
    return shown_whole(seat(played, name), texts_of(played, name)[-1])


def test_elements_become_a_draft_on_the_three_issues_and_each_revision_has_fewer_brackets(to_the_end):
    elements, draft = texts_of(to_the_end)
    assert (elements.status, draft.status) == ("elements", "zero_draft")
    issues = Issue.objects.seen_by(seat(to_the_end, "observer")).filter(book__kind="plenary").order_by("ordinal")
    assert elements.issues == draft.issues == [issue.id for issue in issues]
    revisions = Revision.objects.seen_by(seat(to_the_end, "observer")).order_by("revision")
    assert [(one.draft_id, one.revision, one.figures["brackets"]) for one in revisions] == [
        (draft.id, 1, 19),
        (draft.id, 2, 10),
    ]


def test_on_the_evening_of_29_january_nothing_in_the_draft_is_agreed_and_both_sides_have_done_as_much(in_session):
    shown = provisions(in_session)
    assert {each.state for each in shown} == {"open", "bracketed", "reserved"}
    stances = Counter(
        (each.side, each.stance, each.pending) for part in shown for c in part.choices for each in c.stances
    )
    by = {side: {key[1:]: n for key, n in stances.items() if key[0] == side} for side in ("ru", "us", "third party")}
    assert by["ru"] == by["us"]
    assert by["ru"] == {
        ("proposed", ""): 2,
        ("supported", ""): 1,
        ("opposed", ""): 1,
        ("reserved", "pending instructions"): 1,
        ("reserved", "legal scrutiny"): 1,
    }
    assert by["third party"] == {("proposed", ""): 1}


def test_the_next_day_brackets_fall_and_two_provisions_are_agreed_ad_referendum(to_the_end):
    shown = {each.provision.label: each for each in provisions(to_the_end)}
    assert {label for label, each in shown.items() if each.state == "agreed_ad_ref"} == {"Art. 2 (2)", "Art. 3 (1)"}
    assert shown["Art. 1 (1)"].provision.words.strip() == (
        "1. The delegations will continue their talks on the new treaties proposed, taking up one treaty at a time, in the "
        "order in which they were proposed."
    )
    assert "whom the other can reach without delay" in shown["Art. 2 (2)"].provision.words
    assert re.search("[ğışç]", shown["Art. 4 (4)"].provision.words) and not shown["Art. 4 (4)"].bracketed
    still = {label for label, each in shown.items() if each.bracketed}
    options = {"Art. 3 (2), Option 1", "Art. 3 (2), Option 2"}  # whose words are open until one of them is taken
    assert still == {"Art. 1 (2)", "Art. 2 (1)", "Art. 4 (2)", "Art. 4 (3)"} | options


def test_why_a_bracket_stays_is_read_by_nobody_outside_unless_it_was_shown(to_the_end):
    for side, other, private in (("ru", "us", "приемлем любой"), ("us", "ru", "can live with either")):
        own = Reason.objects.seen_by(seat(to_the_end, f"{side}_adviser"))
        assert [(each.reason, private in each.words) for each in own] == [("waiting", True), ("uncertain", False)]
        for reader in (f"{other}_head", "mediator", "observer"):
            seen = Reason.objects.seen_by(seat(to_the_end, reader))
            assert not set(own.values_list("id", flat=True)) & set(seen.values_list("id", flat=True))
            page = client_of(seat(to_the_end, reader)).get(
                f"/processes/{to_the_end.process}/text/{texts_of(to_the_end)[-1].id}/"
            )
            assert page.status_code == 200 and private not in page.content.decode()
    shown = ShownReason.objects.seen_by(seat(to_the_end, "observer")).select_related("party")
    assert {(each.party.key, each.reason) for each in shown} == {("ru", "uncertain"), ("us", "uncertain")}


# Nobody can mistake it for a record.


def test_it_is_labelled_wherever_it_is_shown(in_session):
    process = Process.objects.seen_by(seat(in_session, "observer")).get()
    assert process.notice == "Illustrative scenario, not a record of actual talks."
    assert "illustrative scenario" in process.title
    assert (process.place, process.zone) == ("Istanbul", "Europe/Istanbul")


def test_seats_are_named_by_function(in_session):
    functions = (
        r"Mediator|Co-mediator|Secretariat|Interpreter|Observer|(Deputy head|Head) of delegation"
        r"|Delegate for arms control|Adviser on cybersecurity"
    )
    places = r"Russian Federation|United States|Türkiye|Russian and English|Turkish and Arabic"
    names = [found.name for found in seats_of(in_session.process)]
    assert len(names) == len(set(names)) == 14
    for name in names:
        assert re.fullmatch(rf"({functions})(, ({places}))?", name), name


# Those who took part in the real rounds of 2025 or spoke about them, as far as the documents given to us name them,
# and others whom a reader might look for.
PEOPLE = """
    Trump Putin Rubio Waltz Witkoff Lavrov Ushakov Coulter Darchiev Bruce Karelina Petrov Fidan Medinsky Umerov Ryabkov
    Erdoğan Erdogan Biden Zelensky Zelenskyy Vance Kellogg Dmitriev Peskov Zakharova Kalın
    Трамп Путин Рубио Уолтц Уиткофф Лавров Ушаков Коултер Дарчиев Мединский Умеров Рябков Эрдоган Песков Зеленский
    ترامب بوتين لافروف روبيو أردوغان فيدان
"""


def test_no_real_person_is_named():
    text = shipped("istanbul").read_text(encoding="utf-8")
    for name in PEOPLE.split():
        assert not re.search(rf"\b{name}", text, re.IGNORECASE), name


def test_the_minutes_of_the_first_session_are_locked_with_one_correction_taken_in_and_one_note(played):
    mediator = seat(played, "mediator")
    minutes = Minutes.objects.seen_by(mediator).select_related("session", "book").get()
    assert (minutes.session.title, minutes.version, minutes.how) == ("First round, opening session", 2, "approved")
    corrections = Correction.objects.seen_by(mediator).select_related("party")
    assert [(each.party.key, each.state) for each in corrections] == [("us", "taken_in"), ("ru", "note")]
    cited = [number for _written, number, _books in citations_in(mediator, minutes.in_words())]
    entries = Entry.objects.filter(book=minutes.book, number__in=cited).order_by("number")
    kinds = [entry.kind for entry in entries]
    assert len(cited) == 12 and kinds[0] == "process.open_session" and kinds[-1] == "process.close_session"
    assert set(kinds[1:-1]) == {"consultation.make_statement"}


def test_both_sides_say_and_do_the_same(case, to_the_end):
    mediator = seat(to_the_end, "mediator")
    ru, us = Party.objects.seen_by(mediator).order_by("name")
    assert (ru.name, us.name) == ("Russian Federation", "United States")

    deeds = {side: Counter(step.kind for step in case.steps if step.by.startswith(side)) for side in ("ru_", "us_")}
    deeds["ru_"] -= Counter(
        {"consultation.strike_statement": 1, "consultation.make_statement": 1}
    )  # sent twice, struck
    deeds["us_"] -= Counter({"consultation.amend_statement": 1, "consultation.make_statement": 1})  # the pause, amended
    assert deeds["ru_"] == deeds["us_"]

    stances = Stance.objects.seen_by(mediator)
    assert {(s.solution_id, s.stance, s.words) for s in stances.filter(party=ru)} == {
        (s.solution_id, s.stance, s.words) for s in stances.filter(party=us)
    }
    positions = {
        side: {(p.issue_id, p.position, p.interest) for p in Position.objects.seen_by(seat(to_the_end, f"{side}_head"))}
        for side in ("ru", "us")
    }
    assert positions["ru"] == positions["us"]


def test_no_day_is_one_of_the_real_talks(case):
    real = {(2, 12), (2, 18), (2, 26), (2, 27), (4, 8), (4, 10), (5, 16), (6, 10)}
    days = {step.at.date() for step in case.steps}
    assert not days & {date(2025, month, day) for month, day in real}
    framed = {step.data["begins"] for step in case.steps if "begins" in step.data}
    assert not framed & {"2025-02-18", "2025-02-27", "2025-04-10"}


# What the house was given, where it lies beside the repository.


def handed_down(name: str) -> str:
    path = HANDED_DOWN / name
    if not path.exists():
        pytest.skip(f"{path} is not here: it is handed down beside the repository and does not ship with it")
    return path.read_text(encoding="utf-8").replace("'", "’")


def table(text: str, heading: str) -> list[tuple[str, ...]]:
    """The rows of the Markdown table under the heading that begins so."""
    (section,) = [part for part in text.split("\n## ") if part.startswith(heading)]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [tuple(cell.strip() for cell in row) for row in rows[2:]]


def test_these_are_the_tables_of_the_scenario():
    scenario = handed_down("scenario.md")
    assert table(scenario, "Agenda") == AGENDA
    assert table(scenario, "Strategies") == STRATEGIES
    assert table(scenario, "Implications") == IMPLICATIONS
    assert table(scenario, "Initiatives") == INITIATIVES
    assert table(scenario, "Next steps") == NEXT_STEPS
    (highlights,) = [part for part in scenario.split("\n## ") if part.startswith("Highlights")]
    assert [line.removeprefix("- ") for line in highlights.splitlines() if line.startswith("- ")] == HIGHLIGHTS


def test_the_words_on_the_mediator_are_those_of_the_scenario(case):
    given = " ".join(handed_down("scenario.md").split())
    (mandate,) = [step for step in case.steps if step.kind == "process.set_mandate"]
    assert f"## The mediator {mandate.data['words']}" in given


def test_no_day_and_no_name_is_one_that_the_documents_hold(case):
    documented = json.loads(handed_down("documented.json").replace("’", "'"))
    assert not {event["date"] for event in documented} & {step.at.date().isoformat() for step in case.steps}

    text = shipped("istanbul").read_text(encoding="utf-8")
    heads = [event[key].split(",")[0] for event in documented for key in ("us_head", "ru_head") if key in event]
    assert heads
    for name in {word for head in heads for word in head.split()}:
        assert name not in text


def test_no_sentence_is_one_that_a_real_side_spoke(case):
    quotes = re.findall(r"[\"“]([^\"”]{25,})[\"”]", handed_down("us-statements.md"))
    assert len(quotes) > 5
    said = " ".join(text for step in case.steps for text, _ in texts(step.data, 0))
    for quote in quotes:
        assert quote[:40].casefold() not in said.casefold()


def test_the_river_case_plays_and_rebuilds(database):
    played = play(parse(shipped("river").read_text(encoding="utf-8")))
    assert played.done == Entry.objects.count() - 1 == 8
    assert replay.check() == []
