"""What travels between caucuses: by release of its giver, conveyed by the mediator, and nothing else."""

import pytest

from goodoffices.agenda.acts import RaiseIssue, TableSolution
from goodoffices.agenda.models import Solution
from goodoffices.consultation.acts import MakeStatement, StrikeStatement
from goodoffices.consultation.models import Statement
from goodoffices.process.acts import Entrust
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from goodoffices.shuttle.acts import (
    Carry,
    Convey,
    DraftGist,
    EndWithholding,
    ReleaseForTravel,
    RevokeRelease,
    Withhold,
)
from goodoffices.shuttle.models import Gist, Release
from goodoffices.shuttle.queries import caucuses, waiting_for
from tests.cast import Api, client_of
from tests.forms import form_on
from tests.table import admit, not_there, now, refused, rules, say


@pytest.fixture
def here(river):
    return river.book("caucus", "north")


@pytest.fixture
def there(river):
    return river.book("caucus", "south")


@pytest.fixture
def said(lena, here):
    """The id of what North said in its caucus."""
    return say(lena, here, "Between us: 35 would do.").id


def released(seat, statement, form="gist", text="North could move on the number.", to="south", **more):
    words = {"text": text} if text else {}
    return perform(ReleaseForTravel(statement=statement, form=form, to=to, **words, **more), seat).entry.id


def test_nothing_travels_without_a_release(river, amara, lena, idris, said, there):
    assert waiting_for(amara) == []
    assert not Statement.objects.seen_by(idris).filter(book=there).exists()
    refused(Carry(statement=said, form="verbatim", to="south"), amara, "without its giver’s release")


def test_a_gist_is_conveyed_for_its_giver(river, amara, lena, idris, said, here, there):
    release = released(lena, said)
    assert [each.id for each in waiting_for(amara)] == [release]
    entry = perform(Convey(release=release), amara).entry
    assert entry.book_id == here.id
    assert entry.facts == {
        "to": entry.facts["to"],
        "form": "gist",
        "title": "",
        "text": "North could move on the number.",
    }
    (conveyed,) = Statement.objects.seen_by(now(idris)).filter(book=there)
    assert (conveyed.text, conveyed.conveyed_for.key, conveyed.seat_id) == (
        "North could move on the number.",
        "north",
        amara.id,
    )
    assert "conveyed for" in client_of(idris).get(f"/processes/{river.process}/rooms/{there.id}/").text
    assert Release.objects.seen_by(now(lena)).get().state == "conveyed"


def test_verbatim_carries_the_words_as_they_stand(river, amara, lena, idris, said, there):
    refused(ReleaseForTravel(statement=said, form="verbatim", to="south", text="Other words."), lena, "as they stand")
    perform(Convey(release=released(lena, said, "verbatim", "")), amara)
    assert Statement.objects.seen_by(now(idris)).get(book=there).text == "Between us: 35 would do."


def plain(entry):
    """An entry as its readers have it, but for what is drawn."""
    facts = {name: "drawn" if name == "id" else value for name, value in entry.facts.items()}
    return entry.kind, entry.by, entry.data, facts


def test_as_the_mediator_s_own_idea_it_is_to_the_byte_what_her_own_would_be(river, amara, lena, idris, said, there):
    """Through the API, and as her own page sends it."""
    perform(Convey(release=released(lena, said, "mediators_idea", "What about 35?")), amara)
    say(amara, there, "What about 35?")
    page = f"/processes/{river.process}/rooms/{there.id}/"
    assert (
        form_on(client_of(amara), page, "consultation.make_statement")
        .send(client_of(amara), text="What about 35?")
        .status_code
        < 400
    )
    conveyed, own, from_the_page = Entry.objects.filter(book=there).order_by("number")
    assert plain(conveyed) == plain(own) == plain(from_the_page)
    assert conveyed.kind == "consultation.make_statement"
    rows = [row.told() for row in Statement.objects.seen_by(now(idris)).filter(book=there)]
    assert len({str({k: v for k, v in row.items() if k not in ("id", "number", "changed", "at")}) for row in rows}) == 1


def test_an_idea_without_words_carries_the_giver_s(river, amara, lena, idris, said, there):
    perform(Convey(release=released(lena, said, "mediators_idea", "")), amara)
    assert Statement.objects.seen_by(now(idris)).get(book=there).text == "Between us: 35 would do."


def test_a_solution_travels_too(river, amara, lena, idris, here, there):
    issue = perform(RaiseIssue(title="Water in summer"), amara).entry.id
    ours = perform(TableSolution(issue=issue, title="A joint gauge", text="Read daily.", book=here.id), lena).entry.id
    idea = perform(ReleaseForTravel(solution=ours, form="mediators_idea", to="south"), lena).entry.id
    perform(Convey(release=idea), amara)
    tabled = Solution.objects.seen_by(now(idris)).get(book=there)
    assert (tabled.title, tabled.text, tabled.party_id, tabled.seat_id) == (
        "A joint gauge",
        "Read daily.",
        None,
        amara.id,
    )
    told = perform(ReleaseForTravel(solution=ours, form="verbatim", to="south"), lena).entry.id
    perform(Convey(release=told), amara)
    words = Statement.objects.seen_by(now(idris)).get(book=there)
    assert (words.text, words.conveyed_for.key) == ("A joint gauge\n\nRead daily.", "north")


def test_the_third_party_s_mandate_covers_an_idea_or_it_is_not_hers(river, amara, lena, here):
    from goodoffices.process.acts import SetMandate

    issue = perform(RaiseIssue(title="Water in summer"), amara).entry.id
    ours = perform(TableSolution(issue=issue, title="A joint gauge", book=here.id), lena).entry.id
    hidden = perform(RaiseIssue(title="Between us", book=here.id), lena).entry.id
    other = perform(TableSolution(issue=hidden, title="Half", book=here.id), lena).entry.id
    refused(ReleaseForTravel(solution=other, form="gist", text="Half.", to="south"), lena, "does not know this issue")
    perform(SetMandate(mandate="good_offices"), amara)
    refused(ReleaseForTravel(solution=ours, form="mediators_idea", to="south"), now(lena), "mandate")


def test_a_release_is_revocable_until_it_is_conveyed(river, amara, lena, idris, said, there):
    release = released(lena, said)
    not_there(RevokeRelease(release=release), amara, idris)
    perform(RevokeRelease(release=release), lena)
    refused(RevokeRelease(release=release), lena, "revoked")
    refused(Convey(release=release), amara, "revoked")
    assert waiting_for(amara) == [] and not Statement.objects.seen_by(now(idris)).filter(book=there).exists()
    second = released(lena, said)
    perform(Convey(release=second), amara)
    refused(RevokeRelease(release=second), lena, "cannot be unsaid")
    refused(Convey(release=second), amara, "already been conveyed")


def test_who_may_release_and_who_may_convey(river, amara, lena, idris, said):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    act = ReleaseForTravel(statement=said, form="gist", text="Words.", to="south")
    not_there(act, amara, idris, marek)
    own = say(now(marek), river.book("caucus", "north"), "I think 30.").id
    not_there(ReleaseForTravel(statement=own, form="gist", text="Words.", to="south"), now(marek))
    perform(Entrust(seat=marek.id, to_do="releasing"), lena)
    released(now(marek), own)
    not_there(Convey(release=released(lena, said)), lena, idris, marek)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"to": "north"}, "giver’s own party"),
        ({"to": "west"}, "no such party"),
        ({"text": " "}, "needs words"),
    ],
)
def test_what_cannot_be_released_so(river, lena, said, more, why):
    refused(ReleaseForTravel(**{"statement": said, "form": "gist", "text": "Words.", "to": "south", **more}), lena, why)


def test_only_what_a_party_said_in_its_caucus_is_released(river, amara, lena, said, here):
    plenary = say(lena, river.book("plenary"), "In the open.").id
    refused(ReleaseForTravel(statement=plenary, form="verbatim", to="south"), lena, "Only what is said in a caucus")
    hers = say(amara, here, "How low could you go?").id
    refused(ReleaseForTravel(statement=hers, form="verbatim", to="south"), lena, "third party’s own words")
    perform(StrikeStatement(statement=said), lena)
    refused(ReleaseForTravel(statement=said, form="verbatim", to="south"), lena, "withdrawn")


def test_the_same_is_not_released_twice(river, lena, said):
    released(lena, said)
    refused(ReleaseForTravel(statement=said, form="verbatim", to="south"), lena, "already")


def test_the_mediator_drafts_a_gist_and_the_giver_edits_it(river, amara, lena, idris, said):
    not_there(DraftGist(statement=said, to="south", text="They are flexible."), lena, idris)
    gist = perform(DraftGist(statement=said, to="south", text="They are flexible."), amara).entry.id
    released(lena, said, text="They could move.", gist=gist)
    assert Gist.objects.seen_by(amara).get().taken is not None
    assert Release.objects.seen_by(amara).get().text == "They could move."


def test_a_condition_stands_in_the_ledger(river, amara, lena, said):
    release = released(lena, said, condition="Only if they name a day first.")
    assert Release.objects.seen_by(amara).get(id=release).condition == "Only if they name a day first."
    perform(Convey(release=release, condition_met="They named the third of May."), amara)


def test_where_it_is_open_unless_marked_the_mediator_carries_what_is_not(river, amara, lena, idris, said, here, there):
    rules(amara, [lena, idris], regime="open_unless_marked")
    perform(Withhold(statement=said), now(lena))
    refused(Withhold(statement=said), now(lena), "already")
    refused(Carry(statement=said, form="gist", text="They could move.", to="south"), now(amara), "confidential")
    perform(EndWithholding(statement=said), now(lena))
    refused(EndWithholding(statement=said), now(lena), "not marked")
    not_there(Carry(statement=said, form="verbatim", to="south"), now(lena), now(idris))
    perform(Carry(statement=said, form="mediators_idea", text="What about 35?", to="south"), now(amara))
    assert Statement.objects.seen_by(now(idris)).get(book=there).conveyed_for is None
    assert Release.objects.seen_by(now(lena)).get().state == "conveyed"  # its giver sees what was carried


def test_the_ledger_is_its_giver_s_and_the_third_party_s(river, amara, lena, idris, said):
    released(lena, said)
    assert not Release.objects.seen_by(idris).exists()
    assert [c["party"].key for c in caucuses(idris)] == ["south"] and [c["party"].key for c in caucuses(lena)] == [
        "north"
    ]
    assert [c["party"].key for c in caucuses(amara)] == ["north", "south"]
    page = f"/processes/{river.process}/shuttle/"
    assert "35 would do" in client_of(lena).get(page).text
    assert "35 would do" not in client_of(idris).get(page).text


def test_through_the_pages(river, amara, lena, idris, said, there):
    mine, hers = client_of(lena), client_of(amara)
    place = f"/processes/{river.process}"
    answer = form_on(mine, f"{place}/rooms/statements/{said}/", "consultation.release").confirm(
        mine, to="south", form="gist", text="They could move."
    )
    assert answer.status_code == 302
    release = Release.objects.seen_by(lena).get()
    assert (
        form_on(hers, f"{place}/shuttle/", "consultation.convey", release=release.id).confirm(hers).status_code == 302
    )
    assert Statement.objects.seen_by(now(idris)).get(book=there).text == "They could move."


def test_over_the_api(river, amara, lena, idris, said, there):
    made = Api(lena).act("consultation.release", {"statement": said, "form": "mediators_idea", "to": "south"})
    assert made.status_code == 201, made.text
    (told,) = Api(amara).get("/releases").json()["releases"]
    assert (told["id"], told["to"], told["state"]) == (made.json()["id"], "south", "released")
    conveyed = Api(amara).act("consultation.convey", {"release": told["id"]})
    assert (conveyed.status_code, conveyed.json()["citation"].startswith("North caucus")) == (201, True)
    assert Api(idris).get("/releases").json() == {"releases": []}
    assert Api(idris).act("consultation.revoke_release", {"release": told["id"]}).status_code == 404
    entries = Api(idris).get(f"/books/{there.id}/entries").json()["entries"]
    assert [(e["kind"], e["data"]["text"]) for e in entries] == [
        ("consultation.make_statement", "Between us: 35 would do.")
    ]
    asked = {"room": there.id, "text": "x", "conveyed_for": "north", "form": "gist"}
    assert Api(amara).act("consultation.convey_statement", asked).status_code in (404, 422)


def test_a_closed_room_of_the_recipient_is_no_obstacle(river, amara, lena, idris, said, there):
    """Else a refusal would depend on what the giver may not know; and the mediator speaks in rooms that she closed."""
    from goodoffices.consultation.acts import CloseRoom

    release = released(lena, said)
    perform(CloseRoom(room=there.id), amara)
    perform(Convey(release=release), amara)
    assert Statement.objects.seen_by(now(idris)).filter(book=there).exists()


def test_what_was_never_said_by_a_party_has_no_ledger(river, amara, here):
    page = client_of(amara).get(f"/processes/{river.process}/rooms/statements/{say(amara, here).id}/").text
    assert "Release it" not in page and MakeStatement.kind


def test_what_could_never_be_conveyed_is_not_released(river, amara, lena, idris, here, there):
    issue = perform(RaiseIssue(title="Water"), amara).entry.id
    long = perform(TableSolution(issue=issue, title="A joint gauge", text="w" * 20_000, book=here.id), lena).entry.id
    released = ReleaseForTravel(solution=long, form="verbatim", to="south")
    refused(released, lena, "cannot stand as one statement")
    unseen = ReleaseForTravel(statement=say(lena, here, "35 would do.").id, form="gist", text="\u200b", to="south")
    refused(unseen, lena, "cannot stand as one statement")
    # As her own idea title and text are apart, and a gist is shorter: both arrive.
    for form, more in (("mediators_idea", {}), ("gist", {"text": "A gauge, in short."})):
        released = perform(ReleaseForTravel(solution=long, form=form, to="south", **more), lena).entry.id
        perform(Convey(release=released), amara)
    assert Solution.objects.seen_by(now(idris)).get(book=there).text == "w" * 20_000


def test_a_release_of_before_that_cannot_be_conveyed_is_refused_in_a_sentence(river, amara, lena, here, monkeypatch):
    issue = perform(RaiseIssue(title="Water"), amara).entry.id
    long = perform(TableSolution(issue=issue, title="A joint gauge", text="w" * 20_000, book=here.id), lena).entry.id
    with monkeypatch.context() as before:
        before.setattr("goodoffices.shuttle.acts.travelling.demand_sayable", lambda *_: None)
        waiting = perform(ReleaseForTravel(solution=long, form="verbatim", to="south"), lena).entry.id
    refused(Convey(release=waiting), amara, "cannot stand as one statement")
    answer = Api(amara).act("consultation.convey", {"release": waiting})
    assert answer.status_code == 422 and "www" not in answer.text
    perform(RevokeRelease(release=waiting), lena)
