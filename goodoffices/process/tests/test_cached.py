"""Parts of pages are remembered; no page ever differs from what it would be if nothing were."""

import re

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from goodoffices.agenda.acts import RaiseIssue
from goodoffices.agenda.models import Issue
from goodoffices.chairing.acts import AskFloor, EndTurns, GiveFloor, TakeTurns
from goodoffices.consultation.acts import CloseRoom, ReopenRoom
from goodoffices.interpretation.acts import Render
from goodoffices.interpretation.queries import read_first
from goodoffices.listening.acts import Guide
from goodoffices.process.acts import AdmitSeat, FrameRound, OpenRound, OpenSession, RemoveSeat
from goodoffices.record.memory import forget_everything
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.noninterference.worlds import remember, remembered
from tests.table import admit, now, say


def part(seat, text: str, **known) -> str:
    return Template(text).render(Context({"seat": seat, **known}))


KEPT = '{% cached "tried" given %}{{ shown }}{% endcached %}'
GROWING = '{% cached "tried" until="heads" %}{{ shown }}{% endcached %}'


def test_a_part_is_made_once_for_what_is_given(lena):
    seat = now(lena)
    assert part(seat, KEPT, given=1, shown="one") == "one"
    assert part(seat, KEPT, given=1, shown="another") == "one"
    assert part(seat, KEPT, given=2, shown="two") == "two"


def test_it_is_one_seats_and_one_languages(lena, idris):
    assert part(now(lena), KEPT, given=1, shown="Lena’s") == "Lena’s"
    assert part(now(idris), KEPT, given=1, shown="Idris’s") == "Idris’s"
    with translation.override("ar"):
        assert part(now(lena), KEPT, given=1, shown="in Arabic") == "in Arabic"


def test_without_a_seat_nothing_is_remembered(database):
    assert part(None, KEPT, given=1, shown="one") == "one"
    assert part(None, KEPT, given=1, shown="another") == "another"


def test_what_stands_outlives_a_statement_and_no_change_of_the_table(river, lena, amara):
    assert part(now(lena), KEPT, given=1, shown="before") == "before"
    say(lena, river.book("plenary"))
    assert part(now(lena), KEPT, given=1, shown="after it") == "before"
    perform(CloseRoom(room=river.book("plenary").id), amara)
    assert part(now(lena), KEPT, given=1, shown="closed") == "closed"


def test_what_grows_is_made_anew_after_any_act_that_the_seat_reads(river, lena, idris):
    assert part(now(lena), GROWING, shown="before") == "before"
    say(idris, river.book("delegation", "south"))
    assert part(now(lena), GROWING, shown="not hers") == "before"
    say(lena, river.book("caucus", "north"))
    assert part(now(lena), GROWING, shown="grown") == "grown"


def test_what_names_its_tables_is_made_anew_when_they_change(river, lena, amara):
    named = '{% cached "named" until="process_session consultation_closure" %}{{ shown }}{% endcached %}'
    assert part(now(lena), named, shown="before") == "before"
    say(lena, river.book("plenary"))
    perform(RaiseIssue(title="Water"), lena)
    assert part(now(lena), named, shown="after") == "before"
    perform(CloseRoom(room=river.book("plenary").id), amara)
    assert part(now(lena), named, shown="closed") == "closed"


def test_what_is_read_inside_is_noted(river, lena):
    inside = '{% cached "inside" until="table" %}{{ issues.count }}{% endcached %}'
    assert part(now(lena), inside, issues=Issue.objects.seen_by(now(lena))) == "0"
    perform(RaiseIssue(title="Water"), lena)
    assert part(now(lena), inside, issues=Issue.objects.seen_by(now(lena))) == "1"


def test_a_table_that_is_not_there_is_no_name(lena):
    with pytest.raises(TemplateSyntaxError, match="no table is called words"):
        part(now(lena), '{% cached "tried" until="words" %}{% endcached %}')


def test_a_row_is_not_given_for_what_is_shown_of_it(lena):
    with pytest.raises(TypeError, match="not the row"):
        part(now(lena), KEPT, given=lena.party, shown="")
    with pytest.raises(TypeError, match="not the row"):
        part(now(lena), KEPT, given=(lena.party,), shown="")
    with pytest.raises(TypeError, match="unhashable"):
        part(now(lena), KEPT, given=[], shown="")


def test_each_page_has_its_own_token(lena):
    form = '{% cached "form" %}{% csrf_token %}{% endcached %}'
    assert 'value="first"' in part(now(lena), form, csrf_token="first")
    assert 'value="second"' in part(now(lena), form, csrf_token="second")


def plain(page: str) -> str:
    """A page without what each sending of it draws anew."""
    return re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")\w+', r"\1", page)


def test_a_rooms_page_is_as_it_would_be_if_nothing_were_remembered(river, amara, lena, idris):
    """After each of these acts, for each of these readers: asked once more, and asked when all was forgotten."""
    plenary = river.book("plenary")
    clients = {seat.id: client_of(seat) for seat in (amara, lena, idris)}
    said = say(lena, plenary)

    def framed():
        made = perform(FrameRound(title="First round"), amara).entry.id
        perform(OpenRound(round=made), amara)
        perform(OpenSession(round=made, title="Morning"), amara)

    def shown_to(client):
        room = f"/processes/{river.process}/rooms/{plenary.id}/"
        return [plain(client.get(page).text) for page in (room, f"{room}?answers={said.id}")]

    interpreter = admit(amara, "interpreter", "Interpreter")
    steps = (
        lambda: None,
        lambda: say(idris, plenary),
        lambda: perform(RaiseIssue(title="Water"), lena),
        lambda: perform(Render(statement=said.id, language="fr", original="en", text="Trente jours."), interpreter),
        lambda: read_first(lena, "fr"),
        lambda: perform(AskFloor(room=plenary.id), idris),
        lambda: perform(TakeTurns(room=plenary.id), amara),
        lambda: perform(GiveFloor(room=plenary.id, seat=lena.id), amara),
        lambda: perform(EndTurns(room=plenary.id), amara),
        lambda: perform(Guide(room=plenary.id), amara),
        framed,
        lambda: perform(CloseRoom(room=plenary.id), amara),
        lambda: perform(ReopenRoom(room=plenary.id), amara),
        lambda: perform(AdmitSeat(role="adviser", party="south", name="Adviser, South"), idris),
        lambda: perform(RemoveSeat(seat=interpreter.id), amara),
    )
    seen = {who: set() for who in clients}
    for step in steps:
        step()
        # Whatever was remembered before the act is at hand when it is asked for the first time.
        warm = {who: (shown_to(client), shown_to(client)) for who, client in clients.items()}
        kept = remembered()
        forget_everything()
        for who, client in clients.items():
            first, again = warm[who]
            anew = shown_to(client)
            assert first == anew
            assert again == anew
            seen[who].add(anew[0])
        remember(kept)
    assert all(len(pages) > len(steps) // 2 for pages in seen.values()), "the acts show on the pages"
