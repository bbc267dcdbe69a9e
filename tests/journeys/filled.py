"""Fills a data folder, beside its server, with talks in every state, and with people who have every sort of key.

    GOODOFFICES_DATA=… python -m tests.journeys.filled

Prints one JSON object: by state the process and, for each who looks, the ids that this seat sees; and the secrets of links.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from goodoffices.site.commands import start

PASSWORD = "a river has two banks"
TOTP = "JBSWY3DPEHPK3PXP"
MOST = 2  # of one sort on one page: what is alike need not be looked at twice


def main() -> None:
    start()
    from goodoffices.process.seats import processes, seats_of

    made = {state: make().process_id for state, make in STATES.items()}
    called = {process: state for state, process in made.items()}
    talks = {
        called.get(process.id, "istanbul"): {"process": process.id, "viewers": _viewers(seats_of(process.id))}
        for process in processes()
    }
    print(json.dumps({"talks": talks, "secrets": _secrets(talks)}))


# ---- Talks


def _river() -> Any:
    from goodoffices.cases.loading import read, shipped
    from goodoffices.cases.playing import play
    from goodoffices.process.seats import seat_with_id

    return seat_with_id(play(read(shipped("river"))).cast["amara"])


def _preparing() -> Any:
    """Nobody has been admitted but the heads of one side, and the ground rules wait."""
    from goodoffices.process.acts import AcceptGroundRules, FrameRound, ProposeGroundRules
    from goodoffices.record.perform import perform
    from tests.table import admit, founded, say, task_force

    mediator = founded("Talks being prepared", "north", "south", place="Vienna", zone="Europe/Vienna", field="labour")
    north = admit(mediator, "head", "Head of delegation, North", "north")
    admit(mediator, "head", "Head of delegation, South", "south")
    admit(mediator, "co_mediator", "Co-mediator")
    admit(mediator, "observer", "Observer of the Lakes")
    perform(ProposeGroundRules(text="An earlier version."), mediator)
    rules = perform(
        ProposeGroundRules(text="We let each other finish.\n\nNobody records.", languages=["en", "ar"]), mediator
    )
    perform(AcceptGroundRules(rules=rules.entry.id), north)
    perform(FrameRound(title="First round", venue="Old Mill", begins="2031-03-04", ends="2031-03-06", items=["Water", "Notice"]), mediator)  # fmt: skip
    task_force(mediator, "gauges", north)
    say(north, _room(mediator, "caucus", "north"), "Before we begin: who keeps the minutes?")
    return mediator


def _open() -> Any:
    """A table at which everything has happened that can."""
    from goodoffices.consultation.acts import AmendStatement, CloseRoom, StrikeStatement
    from goodoffices.process.acts import (  # fmt: skip
        AdoptAgenda,
        AppointActingHead,
        ChangeTaskForce,
        CloseSession,
        ConcludeRound,
        FrameRound,
        OpenRound,
        OpenSession,
        RemoveSeat,
        SetProgramme,
    )
    from goodoffices.process.days import host_day
    from goodoffices.record.perform import perform
    from tests.offices import brought
    from tests.table import admit, commission, now, say, task_force

    mediator, north, south = _opened("Talks in every detail", observers=True)
    observer = admit(mediator, "observer", "Observer of the Lakes")
    delegate = admit(north, "delegate", "Delegate, North", "north")
    adviser = admit(north, "adviser", "Adviser on irrigation, North", "north")
    perform(AppointActingHead(seat=adviser.id), north)
    perform(AppointActingHead(), north)
    gone = admit(mediator, "interpreter", "Interpreter")
    perform(RemoveSeat(seat=gone.id), mediator)
    task_force(mediator, "gauges", mediator, north, south)
    perform(ChangeTaskForce(task_force="gauges", release=[south.id]), mediator)
    commission(mediator, "joint", north, south, mediator)

    first = perform(FrameRound(title="First round", venue="Old Mill", begins="2031-03-04", ends="2031-03-06", items=["Water", "Notice"]), mediator).entry.id  # fmt: skip
    for head in (north, south):
        perform(AdoptAgenda(round=first), head)
    perform(OpenRound(round=first), mediator)
    session = perform(OpenSession(round=first, title="First session"), mediator).entry.id
    _said(mediator, north, south)
    perform(CloseSession(session=session), mediator)
    perform(
        ConcludeRound(round=first, highlights=["Both sides spoke.", "نزل المطر"], framework="Dry years first."),
        mediator,
    )
    second = perform(FrameRound(title="Second round", items=["Dry years"]), mediator).entry.id
    dinner = {"from": "19:00", "to": "21:00", "item": "Dinner", "room": "Hall A"}
    for items in ([dinner, {**dinner, "item": "نزل المطر"}], [dinner, {**dinner, "item": "Dry years"}]):
        perform(SetProgramme(round=second, day=host_day(mediator.process), items=items), mediator)
    perform(OpenRound(round=second), mediator)
    perform(AdoptAgenda(round=second), north)
    perform(FrameRound(title="Third round", items=["Whatever is left"]), mediator)
    _agenda(mediator, north, south, delegate)

    perform(CloseRoom(room=_room(mediator, "caucus", "south").id), mediator)
    for seat in (north, delegate, now(mediator)):
        said = say(
            now(seat), _room(mediator, "caucus", "north"), "Thirty days, if both read the gauge. Plenary 12 says so."
        )
        perform(AmendStatement(statement=said.id, text="Twenty days."), now(seat))
        perform(AmendStatement(statement=said.id, text="Thirty days, after all."), now(seat))
    struck = say(now(delegate), _room(mediator, "caucus", "north"), "Sent to the wrong room.")
    perform(StrikeStatement(statement=struck.id, words="Wrong room."), now(delegate))
    _rendered(mediator, north, south)
    _heard(mediator, north, south)
    _chaired(mediator, north, south, delegate)
    _felt(mediator, second, north, delegate, adviser, south)
    _decided(mediator, north, south)
    for office in brought("things").values():
        if hasattr(office, "filled"):
            office.filled(now(mediator), now(north), now(south))
    assert observer.speaks is False
    return mediator


def _suspended() -> Any:
    from goodoffices.process.acts import WithdrawConsent
    from goodoffices.record.perform import perform

    mediator, north, south = _opened("Talks that rest", chatham_house=True)
    _said(mediator, north, south)
    _listed(mediator, north, south)
    perform(WithdrawConsent(words="We ask our capital first."), south)
    return mediator


def _concluded() -> Any:
    from tests.table import concluded

    mediator, north, south = _opened("Talks that are over", attribution="party")
    _said(mediator, north, south)
    _agenda(mediator, north, south, north)
    concluded(mediator, north, south, words="Both sides go on by letter.")
    return mediator


STATES: dict[str, Callable[[], Any]] = {
    "river": _river,
    "preparing": _preparing,
    "open": _open,
    "suspended": _suspended,
    "concluded": _concluded,
}


def _opened(title: str, **terms: Any) -> tuple[Any, Any, Any]:
    from tests.table import admit, founded, now, rules

    mediator = founded(title, "north", "south", notice="Invented.", place="Vienna", zone="Europe/Vienna")
    north, south = (
        admit(mediator, "head", f"Head of delegation, {party.title()}", party) for party in ("north", "south")
    )
    rules(mediator, [north, south], text="First version.")
    rules(mediator, [north, south], text="We let each other finish.", languages=["en", "ar", "fr"], **terms)
    return now(mediator), now(north), now(south)


def _said(mediator: Any, north: Any, south: Any) -> None:
    """In the plenary: a question and its answer, something binding, something struck, in two scripts."""
    from goodoffices.agenda.acts import RaiseIssue
    from goodoffices.consultation.acts import AmendStatement, StrikeStatement
    from goodoffices.record.perform import perform
    from tests.table import say

    plenary = _room(mediator, "plenary")
    issue = perform(RaiseIssue(title="Water in dry years", summary="How much, and how early."), mediator).entry.id
    asked = say(mediator, plenary, "Who reads the gauge?", speech_act="question", issues=[issue])
    say(north, plenary, "We do.\n\nEvery morning.", speech_act="answer", answers=asked.id, binding=True)
    say(south, plenary, "نأخذ علماً بما عرضه الشمال.", answers=asked.id)
    for seat in (north, mediator):
        said = say(seat, plenary, "In the year 2042.")
        perform(AmendStatement(statement=said.id, text="In the year 2024."), seat)
    struck = say(south, plenary, "Sent to the wrong room.")
    perform(StrikeStatement(statement=struck.id, words="Wrong room."), south)


def _agenda(mediator: Any, north: Any, south: Any, delegate: Any) -> None:
    """Issues in wide and narrow books, and solutions in every state that they can be in."""
    from goodoffices.agenda import acts as agenda
    from goodoffices.record.perform import perform

    water = perform(
        agenda.RaiseIssue(title="Notice and data", status="tense", words="Both sides wait."), north
    ).entry.id
    perform(agenda.SetStatus(issue=water, status="converging", words="Since the second day."), mediator)
    perform(agenda.AmendIssue(issue=water, title="Notice, data, and who reads them", summary="Since 1998."), north)
    perform(agenda.RaiseIssue(title="Our red line", book=_room(mediator, "caucus", "north").id), delegate)
    for title in (
        "Fourteen days’ notice",
        "A joint gauge",
        "A gate that both keep",
        "Thirty days",
        "One weir",
        "Two weirs",
    ):
        solution = perform(
            agenda.TableSolution(issue=water, title=title, text="As it stands in the draft."), north
        ).entry.id
        if title == "Fourteen days’ notice":
            perform(agenda.SupportSolution(solution=solution, words="For this year."), delegate)
            perform(agenda.ReserveSolution(solution=solution, words="We ask at home."), south)
        elif title == "A joint gauge":
            perform(agenda.AcceptSolution(solution=solution), north)
            perform(agenda.AcceptSolution(solution=solution, words="Ad referendum."), south)
        elif title in ("One weir", "Two weirs"):
            for head in (north, south):
                perform(agenda.AcceptSolution(solution=solution), head)
            perform(agenda.ConfirmSolution(solution=solution), north)
            answer = agenda.ConfirmSolution if title == "One weir" else agenda.DeclineSolution
            perform(answer(solution=solution, words="By cable."), south)
        elif title == "A gate that both keep":
            perform(agenda.WithdrawSolution(solution=solution), north)
    position = perform(
        agenda.StatePosition(issue=water, position="Thirty days.", interest="Seed is sown in May."), north
    )
    perform(agenda.TablePosition(position=position.entry.id), north)
    perform(agenda.StatePosition(issue=water, position="Twenty-one days.", interest="If the gauge is shared."), north)


def _heard(mediator: Any, north: Any, south: Any) -> None:
    """Loops in every state: asked for, said back, corrected, confirmed, let go; and talk that is guided from then on."""
    from goodoffices.listening import acts as listening
    from goodoffices.record.perform import perform
    from tests.table import now, say

    mediator, north, south = now(mediator), now(north), now(south)
    plenary = _room(mediator, "plenary")
    said = [say(north, plenary, text).id for text in ("Forty cubic metres.", "Both gates.", "In May.", "By letter.")]
    for statement in said:
        perform(listening.AskRestatement(statement=statement), mediator)
    back = [perform(listening.Restate(statement=each, text="You let some pass."), south).entry.id for each in said[:3]]
    perform(listening.Correct(restatement=back[0], right="That water passes.", missing="How much: 40."), north)
    perform(listening.Confirm(restatement=back[1]), north)
    perform(listening.Waive(statement=said[3], reason="It was said in passing."), mediator)
    answer = say(south, plenary, "We ask for thirty days.").id
    perform(listening.Restate(statement=answer, text="You want a month’s notice."), north)
    perform(listening.Guide(room=plenary.id, agreement=True, learnt=True), mediator)


def _decided(mediator: Any, north: Any, south: Any) -> None:
    """One decision that was adopted and explained, one that waits for answers, one whose silence was broken."""
    from goodoffices.decisions import acts as decisions
    from goodoffices.record.perform import perform
    from tests.table import now

    mediator, north, south = now(mediator), now(north), now(south)
    met = perform(decisions.PutDecision(words="The next round is held in Vienna.\n\nIn spring."), mediator).entry.id
    for head in (north, south):
        perform(decisions.ConsentToDecision(decision=met), head)
    perform(decisions.ExplainPosition(decision=met, words="A place nearby is as good."), south)
    weekly = perform(decisions.PutDecision(words="Each side reads the gauges.", method="blind"), mediator).entry.id
    perform(decisions.AnswerDecision(decision=weekly, answer="yes_if", condition="If ours come first."), north)
    silent = perform(decisions.PutDecision(words="The record is correct.", method="silence"), mediator).entry.id
    perform(decisions.NoteReceipt(decision=silent), north)
    perform(decisions.BreakSilence(decision=silent, words="Not yet.", amendment="In spring."), south)


def _chaired(mediator: Any, north: Any, south: Any, delegate: Any) -> None:
    """Turns in the plenary with somebody at the floor, hands up and a point of order; a caucus that is adjourned."""
    from goodoffices.chairing import acts as chairing
    from goodoffices.record.perform import perform
    from tests.table import now

    mediator, north, south, delegate = now(mediator), now(north), now(south), now(delegate)
    plenary, caucus = _room(mediator, "plenary"), _room(mediator, "caucus", "north")
    perform(chairing.TakeTurns(room=plenary.id, minutes=20), mediator)
    asked = perform(chairing.AskFloor(room=plenary.id, words="On the gauge."), north).entry.id
    perform(chairing.GiveFloor(request=asked), mediator)
    point = perform(chairing.RaisePointOfOrder(room=plenary.id, text="The list was closed."), south).entry.id
    perform(chairing.RuleOnPoint(point=point, ruling="overruled", words="It is open until noon."), mediator)
    perform(chairing.GiveFloor(room=plenary.id, seat=south.id), mediator)
    perform(chairing.AskFloor(room=plenary.id, words="نزل المطر"), delegate)
    perform(chairing.AskFloor(room=plenary.id), north)
    perform(chairing.RaisePointOfOrder(room=plenary.id, text="We have not seen the map."), north)
    perform(chairing.AskFloor(room=caucus.id), delegate)
    perform(chairing.Adjourn(room=caucus.id, until="tomorrow at nine", words="It is late."), mediator)
    _met(mediator, north)


def _met(mediator: Any, north: Any) -> None:
    """A sidebar with words in it; meetings on record, one of them corrected; and where a caucus meets by video."""
    from goodoffices.chairing import acts as chairing
    from goodoffices.process.acts import OpenSidebar
    from goodoffices.record.perform import perform
    from tests.table import now, say

    words = "Whether forty days could work.\n\nأربعون يوما"
    aside = perform(OpenSidebar(members=[north.id], name="On the dam", words=words), now(mediator)).entry
    say(now(north), aside.book, "Between us: perhaps.")
    caucus = _room(mediator, "caucus", "north")
    for room in (caucus, aside.book):
        held = {"began": "2025-03-01T09:00", "ended": "2025-03-01T10:30", "channel": "in_person"}
        act = chairing.LogMeeting(
            room=room.id, place="Old Mill", present=[north.id], words="Their red line.\n\nفي المطر", **held
        )
        met = perform(act, now(mediator)).entry.id
    perform(chairing.CorrectMeeting(meeting=met, channel="by_phone", words="By phone, after all."), now(mediator))
    link = "https://meet.example.org/a-room-with-a-rather-long-name-of-its-own-and-more-of-it"
    perform(chairing.SetMeetingLink(room=aside.book_id, address=link), now(mediator))


def _listed(mediator: Any, north: Any, south: Any) -> None:
    """Under Chatham House: a list that names nobody, and somebody at the floor."""
    from goodoffices.chairing import acts as chairing
    from goodoffices.record.perform import perform

    plenary = _room(mediator, "plenary")
    asked = [perform(chairing.AskFloor(room=plenary.id), seat).entry.id for seat in (north, south, north)]
    perform(chairing.GiveFloor(request=asked[0]), mediator)


def _felt(mediator: Any, round_: str, *delegates: Any) -> None:
    """Three sessions: two that can be answered about no more, and one whose eight lines wait."""
    from goodoffices.listening.pulse import ITEMS, keep
    from goodoffices.process.acts import CloseSession, OpenSession
    from goodoffices.record.perform import perform
    from tests.table import now

    for title, mark in (("Second session", 5), ("Third session", 6), ("Fourth session", 0)):
        session = perform(OpenSession(round=round_, title=title), now(mediator)).entry.id
        perform(CloseSession(session=session), now(mediator))
        for seat in delegates if mark else ():
            keep(now(seat), session, [8 - mark if item.turned else mark for item in ITEMS])


def _rendered(mediator: Any, north: Any, south: Any) -> None:
    """Renderings of every make and state, a query open and one answered; a term in each state, and a list of one's own."""
    from goodoffices.interpretation import acts
    from goodoffices.record.perform import perform
    from tests.table import now, say

    mediator, north, south = now(mediator), now(north), now(south)
    plenary = _room(mediator, "plenary")
    said = say(south, plenary, "نأخذ علماً بوقف مؤقت، كما نأخذ علماً بالإشعار.").id

    def render(text: str, **more: Any) -> str:
        act = acts.Render(statement=said, text=text, **{"language": "en", "original": "ar", **more})
        return perform(act, mediator).entry.id

    raw = render("We take knowledge of it.", made="machine")
    better = render("We take note of a pause.", made="revised", revises=raw)
    render("Nous prenons note.", language="fr", made="machine")
    perform(acts.WithdrawRendering(rendering=render("Tomamos nota.", language="es")), mediator)
    for words in ("Is “note” not too weak?", "And “pause”?"):
        query = perform(acts.QueryRendering(rendering=better, words=words), north).entry.id
    perform(acts.AnswerQuery(query=query, words="It says no more than that.", rendering=better), mediator)

    def propose(by: Any, called: dict[str, str], **more: Any) -> str:
        return perform(acts.ProposeTerm(called=called, **more), by).entry.id

    differing = propose(mediator, {"en": "pause", "ar": "وقف مؤقت"}, meaning="Of works at the dam.")
    for head, usage in ((north, "Three months."), (south, "As long as the talks last.")):
        perform(acts.StateUsage(term=differing, usage=usage), head)
    perform(acts.SettleTerm(term=differing, status="agreed_to_differ", words="Said on 4 March."), mediator)
    agreed = propose(north, {"en": "gauge", "fr": "limnimètre"}, attested={"fr": ""})
    for head in (north, south):
        perform(acts.AcceptTerm(term=agreed), head)
    for status in ("deliberately_open", "avoided"):
        perform(acts.SettleTerm(term=propose(mediator, {"en": status.replace("_", " ")}), status=status), mediator)
    perform(acts.AcceptTerm(term=propose(south, {"ar": "إشعار", "en": "notice"})), north)
    propose(north, {"en": "our red line"}, book=_room(mediator, "delegation", "north").id)


def _room(seat: Any, kind: str, key: str = "") -> Any:
    from tests.table import book

    return book(seat, kind, key)


# ---- Who looks, and what each can be shown


def _viewers(seats: list[Any]) -> dict[str, Any]:
    """The mediator, a head, somebody of the same delegation, an observer; by role, those there are."""
    found: dict[str, Any] = {}
    for role in ("mediator", "head", "delegate", "observer"):
        if seat := next((seat for seat in seats if seat.role == role), None):
            found[role] = {"seat": seat.id, "ids": {sort: list(ids) for sort, ids in _ids(seat)}}
    return found


def _ids(seat: Any) -> Iterator[tuple[str, list[str]]]:
    """Every sort of thing that an address may name, as far as this seat sees it."""
    from goodoffices.accounts.models import Token
    from goodoffices.consultation.models import rooms_of
    from goodoffices.record.acts import books_read_by
    from goodoffices.record.models import recorded_models

    for model in recorded_models():
        rows = list(model.objects.seen_by(seat).order_by("book_id", "number"))
        yield model._meta.model_name, [row.id for row in rows[:MOST]]
    yield "statement", _statements(seat)
    yield "own", _own(seat)
    yield "room", [room.id for room in rooms_of(seat)]
    yield "book", [book.id for book in books_read_by(seat)][::3]
    Token.issue(seat.id, "A programme of ours")
    yield "token", [token.handle for token in Token.of(seat.id)][:1]


def _statements(seat: Any) -> list[str]:
    """One of each look: as said, corrected, struck, and of one's own, where there is more that one may do."""
    from goodoffices.consultation.models import Statement

    rows = list(Statement.objects.seen_by(seat).order_by("book_id", "number"))
    looks = {(row.state, row.seat_id == seat.id, row.answers_id is None): row.id for row in rows}
    return list(looks.values())


def _own(seat: Any) -> list[str]:
    """Statements that this seat may still correct."""
    from goodoffices.consultation.models import Statement

    return [row.id for row in Statement.objects.seen_by(seat).exclude(state="struck") if row.seat_id == seat.id][:1]


# ---- People and links


def _secrets(talks: dict[str, Any]) -> dict[str, str]:
    from allauth.account.models import EmailAddress, EmailConfirmationHMAC

    from goodoffices.accounts.models import AdministratorLink, User
    from goodoffices.accounts.secrets import digest, fresh
    from goodoffices.process.acts import Founder, FoundProcess
    from goodoffices.process.invitations import invite
    from goodoffices.process.seats import seat_with_id, seats_of
    from goodoffices.record.perform import found

    plain = User.objects.create_user("plain@example.org", PASSWORD, name="Noor")
    address = EmailAddress.objects.create(user=plain, email=plain.email, primary=True, verified=False)
    _with_keys(User.objects.create_superuser("keys@example.org", PASSWORD, name="Joon"))

    mediator = seat_with_id(talks["preparing"]["viewers"]["mediator"]["seat"])
    head = next(seat for seat in seats_of(mediator.process_id) if seat.role == "head" and seat.party_key == "south")
    administrator = fresh()
    AdministratorLink.objects.create(hash=digest(administrator))
    found(FoundProcess(title="Talks that wait for a mediator"), Founder("waiting"))
    return {
        "invitation": invite(head, by=mediator),
        "administrator": administrator,
        "confirmation": EmailConfirmationHMAC(address).key,
        **_reset(plain),
    }


def _with_keys(user: Any) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP as Totp

    from goodoffices.accounts.tests.house import a_passkey

    Totp.activate(user, TOTP)
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "The grey telephone", "credential": a_passkey()}
    )
    RecoveryCodes.activate(user)


def _reset(user: Any) -> dict[str, str]:
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    return {"uid": user_pk_to_url_str(user), "reset": default_token_generator.make_token(user)}


if __name__ == "__main__":
    main()
