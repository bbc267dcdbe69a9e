"""A sidebar is its members', of any sides; nobody else learns that it is."""

import re

import pytest

from goodoffices.agenda.acts import RaiseIssue
from goodoffices.consultation.acts import MakeStatement
from goodoffices.engines.ledger.checker import verify
from goodoffices.process.acts import (
    ChangeSidebar,
    CloseSidebar,
    LeaveSidebar,
    LeaveTalks,
    OpenSidebar,
    RemoveSeat,
    WithdrawConsent,
)
from goodoffices.process.models import GroundRules, Seat, Sidebar, SidebarWords
from goodoffices.record.copy import copy_for
from goodoffices.record.models import Book, Entry
from goodoffices.record.perform import perform
from tests.cast import Api, client_of
from tests.forms import acting, form_on, forms_in
from tests.table import admit, concluded, not_there, now, refused, rules, say, task_force


def opened(by: Seat, *members: Seat, **more: str) -> Entry:
    words = more.pop("words", "Between ourselves.")
    return perform(OpenSidebar(members=[member.id for member in members], words=words, **more), by).entry


def readers(book: Book, *seats: Seat) -> list[str]:
    return [seat.name for seat in seats if book.id in now(seat).books()]


def test_opening_is_entry_1_of_a_book_that_its_members_alone_read(river, amara, lena, idris):
    nils = admit(lena, "delegate", "Nils", "north")
    sara = admit(amara, "secretariat", "Sara")
    heads = {book.id: book.head for book in Book.objects.all()}

    entry = opened(amara, lena, idris)

    assert (entry.citation, entry.book.kind, entry.by) == ("Sidebar 1", "sidebar", amara.id)
    assert readers(entry.book, amara, lena, idris, nils, sara) == [amara.name, lena.name, idris.name]
    assert {book.id: book.head for book in Book.objects.exclude(id=entry.book_id)} == heads
    assert SidebarWords.objects.seen_by(now(lena)).get().text == "Between ourselves."
    assert not Sidebar.objects.seen_by(now(nils)).exists()


def test_it_says_nothing_of_how_many_others_there_are(river, amara, lena, idris):
    nils = admit(lena, "delegate", "Nils", "north")
    first, second = opened(amara, lena), opened(lena_may_open(amara, lena, idris), idris)
    third = opened(amara, nils, name="On water")
    assert {first.book.name, second.book.name, third.book.name} == {"Sidebar", "On water"}
    assert len({first.book_id, second.book_id, third.book_id}) == 3


def lena_may_open(amara: Seat, lena: Seat, idris: Seat) -> Seat:
    rules(amara, [lena, idris], sidebars=True)
    perform(ChangeSidebar(sidebar=Sidebar.objects.seen_by(now(lena)).get().id, remove=[lena.id]), now(lena))
    return now(lena)


def test_a_head_opens_one_where_the_ground_rules_allow_it_and_without_the_mediator(river, amara, lena, idris):
    nils = admit(lena, "delegate", "Nils", "north")
    act = OpenSidebar(members=[idris.id], words="Between heads.")
    assert not GroundRules.objects.seen_by(lena).get(state="in_force").sidebars
    not_there(act, lena)

    rules(amara, [lena, idris], sidebars=True)

    not_there(act, now(nils))
    entry = perform(act, now(lena)).entry
    assert readers(entry.book, amara, lena, idris, nils) == [lena.name, idris.name]
    say(now(idris), entry.book, "Without the mediator.")


def test_only_mediators_open_them_otherwise(river, amara, lena, idris):
    act = OpenSidebar(members=[lena.id], words="A word.")
    not_there(act, *[admit(amara, role, role.title()) for role in ("secretariat", "interpreter", "observer")])
    perform(act, admit(amara, "co_mediator", "Co-mediator"))


def test_a_sidebar_needs_others_who_sit_and_follow_the_table(river, amara, lena, idris):
    gone, observer = admit(lena, "delegate", "Gone", "north"), admit(amara, "observer", "Observer")
    perform(RemoveSeat(seat=gone.id), lena)
    refused(OpenSidebar(members=[amara.id], words="Alone."), amara, "one other")
    refused(OpenSidebar(members=[], words="Alone."), amara, "one other")
    refused(OpenSidebar(members=[gone.id], words="A word."), amara, "left the table")
    refused(OpenSidebar(members=[observer.id], words="A word."), amara, "do not admit")
    refused(
        OpenSidebar(members=[lena.id], words="A word.", name="north CAUCUS"),
        amara,
        "already have a room with this name",
    )
    task_force(amara, "gauges", lena)
    refused(OpenSidebar(members=[lena.id], words="A word.", name="Gauges"), now(amara), "this name")
    opened(amara, lena)
    refused(OpenSidebar(members=[idris.id], words="A word."), now(amara), "already have a room with this name")


def test_a_sidebar_names_what_the_plenary_reads_unless_a_member_does_not_read_it_any_more(river, amara, lena, idris):
    rules(amara, [lena, idris], observers=True)
    observer = admit(now(amara), "observer", "Observer")
    issue = perform(RaiseIssue(title="Water"), now(amara)).entry.id
    entry = opened(now(amara), observer)
    say(now(amara), entry.book, "On water.", issues=[issue])
    rules(amara, [lena, idris])
    refused(MakeStatement(room=entry.book_id, text="On water.", issues=[issue]), now(amara), "cannot see")


def test_whom_a_name_is_taken_for_is_told_to_those_alone_who_have_such_a_room(river, amara, lena, idris):
    """A refusal is no oracle: that two heads have a sidebar does not keep others from calling theirs the same."""
    rules(amara, [lena, idris], sidebars=True)
    nils = admit(lena, "delegate", "Nils", "north")
    opened(now(lena), idris, name="On water")
    assert opened(now(amara), nils, name="On water").citation == "On water 1"


def test_who_is_added_reads_from_then_on_and_who_is_removed_no_more(river, amara, lena, idris):
    entry = opened(amara, lena)
    before = say(now(lena), entry.book, "Before him.")
    change = ChangeSidebar(sidebar=entry.id, add=[idris.id])
    not_there(change, lena, idris)
    perform(change, now(amara))
    after = say(now(lena), entry.book, "With him.")

    api = Api(idris).get(f"/books/{entry.book_id}/entries").json()
    numbers = [each["number"] for each in api["entries"]]
    assert after.number in numbers and before.number not in numbers and 1 not in numbers
    assert not SidebarWords.objects.seen_by(now(idris)).exists()
    page = client_of(idris).get(f"/processes/{river.process}/rooms/{entry.book_id}/").text
    assert "With him." in page and "Before him." not in page and "Between ourselves." not in page

    perform(ChangeSidebar(sidebar=entry.id, remove=[idris.id]), now(amara))
    assert readers(entry.book, amara, lena, idris) == [amara.name, lena.name]
    assert client_of(idris).get(f"/processes/{river.process}/rooms/{entry.book_id}/").status_code == 404


def test_changes_fit_who_is_in_it(river, amara, lena, idris):
    entry = opened(amara, lena)
    amara = now(amara)
    refused(ChangeSidebar(sidebar=entry.id), amara, "whom")
    refused(ChangeSidebar(sidebar=entry.id, add=[lena.id]), amara, "already a member")
    refused(ChangeSidebar(sidebar=entry.id, remove=[idris.id]), amara, "not a member")
    refused(ChangeSidebar(sidebar=entry.id, remove=[lena.id]), amara, "Fewer than two")
    perform(ChangeSidebar(sidebar=entry.id, add=[idris.id], remove=[lena.id]), amara)


def test_anyone_may_leave(river, amara, lena, idris):
    entry = opened(amara, lena, idris)
    not_there(ChangeSidebar(sidebar=entry.id, remove=[idris.id]), now(lena))
    perform(ChangeSidebar(sidebar=entry.id, remove=[lena.id]), now(lena))
    assert readers(entry.book, amara, lena, idris) == [amara.name, idris.name]


def test_a_closed_sidebar_stays_readable_and_takes_nothing_more(river, amara, lena, idris):
    entry = opened(amara, lena)
    lena, amara = now(lena), now(amara)
    not_there(CloseSidebar(sidebar=entry.id), lena, idris)
    perform(CloseSidebar(sidebar=entry.id, words="Thank you."), amara)

    assert [words.text for words in SidebarWords.objects.seen_by(lena)] == ["Between ourselves.", "Thank you."]
    assert not next(room for room in Api(lena).get("/rooms").json()["rooms"] if room["kind"] == "sidebar")["open"]
    for act in (ChangeSidebar(sidebar=entry.id, add=[idris.id]), CloseSidebar(sidebar=entry.id)):
        refused(act, now(amara), "closed")
    for seat in (lena, now(amara)):
        refused(MakeStatement(room=entry.book_id, text="One thing more."), seat, "closed")
    page = client_of(lena).get(f"/processes/{river.process}/rooms/{entry.book_id}/").text
    assert "This sidebar is closed." in page and 'name="text"' not in page


@pytest.mark.parametrize("end", ["suspended", "concluded"])
def test_talk_in_a_sidebar_goes_on_when_the_plenary_rests(river, amara, lena, idris, end):
    entry = opened(amara, lena)
    if end == "suspended":
        perform(WithdrawConsent(), idris)
    else:
        concluded(amara, lena, idris)
    say(now(lena), entry.book, "Still here.")
    if end == "concluded":
        refused(OpenSidebar(members=[idris.id], words="A word.", name="Another"), now(amara), "concluded")


def test_a_seat_that_leaves_the_table_leaves_its_sidebars_by_an_entry_there(river, amara, lena, idris):
    """Whoever removes it may know nothing of them, and learns nothing."""
    rules(amara, [lena, idris], sidebars=True)
    salma = admit(idris, "adviser", "Salma", "south")
    entry = opened(now(lena), salma)
    before = everything_told(idris)

    told = perform(RemoveSeat(seat=salma.id), now(idris)).entry

    last = Entry.objects.filter(book=entry.book).last()
    assert (last.kind, last.by, last.number) == ("process.leave_sidebar", None, 2)
    assert everything_told(idris).keys() == before.keys()
    assert told.data == {"seat": salma.id} and told.facts == {}
    not_there(LeaveSidebar(key=entry.id, members=[lena.id]), now(lena), now(amara))


def everything_told(seat: Seat) -> dict[str, int]:
    return {book["book"]: book["head"] for book in Api(seat).get("/books").json()["books"]}


def test_nothing_that_others_read_differs_by_a_sidebar(river, amara, lena, idris):
    """Pages and the API of everyone who is not in it, before and after one was opened, talked in, changed and closed."""
    rules(amara, [lena, idris], sidebars=True)
    nils, salma = admit(lena, "delegate", "Nils", "north"), admit(idris, "adviser", "Salma", "south")
    sara = admit(amara, "secretariat", "Sara")
    addresses = ["", "seats/", "ground-rules/", "rounds/", "desk/", f"rooms/{river.book('plenary').id}/"]

    def all_told() -> list[str]:
        found = []
        for seat in (amara, sara, nils):
            found += [_plain(client_of(seat).get(f"/processes/{river.process}/{a}").text) for a in addresses]
            found += [Api(seat).get(a).text for a in ("/books", "/rooms", "/seats", "/floor", "/todo")]
        return found

    all_told()  # the first time each of them signs in
    before, versions = all_told(), structure(amara, sara, nils)
    entry = opened(now(lena), idris)
    say(now(idris), entry.book)
    perform(ChangeSidebar(sidebar=entry.id, add=[salma.id]), now(lena))
    perform(CloseSidebar(sidebar=entry.id), now(lena))
    assert all_told() == before
    assert structure(amara, sara, nils) == versions


def structure(*seats: Seat) -> list[object]:
    return [(now(seat).reads, now(seat).versions, now(seat).heads, now(seat).book_rows) for seat in seats]


def _plain(page: str) -> str:
    """Without the tokens against forgery and the nonces, which differ between any two drawings of a page."""
    return re.sub(r"\b[A-Za-z0-9]{64}\b|nonce=\S*", "", page)


def test_its_book_is_taken_away_and_checked_like_any_other(river, amara, lena, idris):
    entry = opened(amara, lena)
    say(now(lena), entry.book)
    perform(ChangeSidebar(sidebar=entry.id, add=[idris.id]), now(amara))
    for seat in (amara, lena, idris):
        report = verify(b"".join(copy_for(now(seat), now(seat).shelf()[entry.book_id])).splitlines())
        assert report.ok, report


def test_a_sidebar_is_opened_changed_and_closed_through_pages(river, amara, lena, idris):
    client, page = client_of(amara), f"/processes/{river.process}/seats/"
    form_on(client, page, "process.open_sidebar").send(client, members=[lena.id], name="On fish", words="Before lunch.")
    sidebar = Sidebar.objects.seen_by(now(lena)).get()
    assert sidebar.name == "On fish" and "On fish" in client.get(page).text
    assert "On fish" not in client_of(idris).get(page).text
    room = f"/processes/{river.process}/rooms/{sidebar.book_id}/"
    shown = client_of(lena).get(room).text
    assert "Before lunch." in shown
    assert "Only the members of this sidebar" in shown
    told = re.sub(r"[^ -~]", "", re.sub(r"<[^>]*>", "", shown))
    assert re.search(rf"will read this: {amara.name}.{{1,9}}{lena.name}\.", told)
    (changes,) = [
        form for form in acting(forms_in(room, client.get(room).text), "process.change_sidebar") if "add" in form.names
    ]
    changes.send(client, add=[idris.id])
    assert readers(sidebar.book, idris) == [idris.name]
    form_on(client, room, "process.close_sidebar").confirm(client, words="Thank you.")
    assert Sidebar.objects.seen_by(now(lena)).get().closed


def test_the_page_of_the_ground_rules_says_who_may_open_one(river, amara, lena, idris):
    page = f"/processes/{river.process}/ground-rules/"
    assert "Mediators may open sidebars." in client_of(lena).get(page).text
    rules(amara, [lena, idris], sidebars=True)
    assert "Mediators and heads of delegation may open sidebars." in client_of(lena).get(page).text


def test_a_party_that_leaves_the_talks_leaves_its_sidebars(river, amara, lena, idris):
    entry = opened(amara, lena, idris)
    perform(LeaveTalks(), idris)
    assert entry.book_id not in now(idris).books()
    assert entry.book_id in now(lena).books()
