"""An account is deleted: the person is gone from this host, the seat stays at the table, and the record as it was."""

import pytest

from goodoffices.accounts.models import User
from goodoffices.accounts.tests.house import PASSWORD, person, shown_again, signed_in
from goodoffices.process.acts import AppointActingHead
from goodoffices.process.invitations import invite, invite_as_host, take, within_reach
from goodoffices.process.models import Holder, Invitation, Seat
from goodoffices.record.acts import NotThere
from goodoffices.record.models import Entry
from goodoffices.record.perform import perform
from goodoffices.site.demo import holder_of
from tests.cast import Api, client_of
from tests.table import admit, now

PAGE = "/account/deletion/"


def sits(seat: Seat, email: str) -> User:
    user = person(email)
    take(Invitation.objects.get(hash=_hash(seat)).hash, user)
    return user


def _hash(seat: Seat) -> str:
    from goodoffices.accounts.secrets import digest

    return digest(invite_as_host(seat))


def delete(user: User) -> None:
    client = signed_in(user)
    shown_again(client)
    assert client.post(PAGE).status_code == 200


def test_an_account_is_deleted_and_nothing_of_it_opens_anything(river, lena):
    user = sits(lena, "lena@example.org")
    here, there, api = signed_in(user), signed_in(user), Api(lena)
    shown_again(here)
    page = here.get(PAGE).text
    assert "The record is permanent" in page and "Talks on the River" in page and lena.name in page
    answer = here.post(PAGE)
    assert "Your account is deleted" in answer.text
    assert not User.objects.filter(email="lena@example.org").exists()
    for client in (here, there):
        assert client.get("/account/").status_code == 302
    assert api.get("/books").status_code == 401
    assert signed_out(here) and "do not match" in sign_in_again(here)


def signed_out(client) -> bool:
    return "_auth_user_id" not in client.session


def sign_in_again(client) -> str:
    return client.post("/account/login/", {"login": "lena@example.org", "password": PASSWORD}).content.decode()


def test_who_has_not_just_shown_who_they_are_is_asked_to(river, lena):
    client = client_of(lena)  # signed in, by whatever means, and not just now
    for answer in (client.get(PAGE), client.post(PAGE)):
        assert answer.status_code == 302 and "reauthenticate" in answer.url
    assert Holder.objects.filter(seat=lena.id, user__isnull=False).exists()


def test_looking_deletes_nothing_and_strangers_sign_in_first(river, lena):
    user = sits(lena, "lena@example.org")
    client = signed_in(user)
    shown_again(client)
    client.get(PAGE)
    assert User.objects.filter(pk=user.pk).exists()
    client.logout()
    assert client.post(PAGE).url.startswith("/account/login/")


def test_the_record_stays_as_it_was_and_the_seat_at_the_table(river, amara, lena):
    before = list(Entry.objects.values_list("book", "number", "commitment"))
    delete(sits(lena, "lena@example.org"))
    assert list(Entry.objects.values_list("book", "number", "commitment")) == before
    assert now(lena).name == lena.name
    assert lena.name in client_of(amara).get(f"/processes/{river.process}/seats/").text


def test_a_delegates_seat_is_filled_again_by_the_head(river, amara, lena):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    sits(lena, "lena@example.org")
    delete(sits(marek, "marek@example.org"))
    assert marek in within_reach(lena) and marek not in within_reach(amara)
    from goodoffices.accounts.secrets import digest

    take(digest(invite(marek, by=lena)), person("jan@example.org"))
    assert Holder.objects.get(seat=marek.id).user.email == "jan@example.org"


def test_a_heads_seat_is_not_filled_by_the_third_party(river, amara, lena):
    """Else it could invite itself into “not even the mediator” as soon as a head is gone."""
    marek = admit(lena, "delegate", "Delegate, North", "north")
    user = sits(lena, "lena@example.org")
    delete(user)
    assert not {lena.id, marek.id} & {seat.id for seat in within_reach(amara)}
    with pytest.raises(NotThere):
        invite(lena, by=amara)
    again = sits(lena, "petra@example.org")  # the host invites
    assert Holder.objects.get(seat=lena.id).user == again


def test_whoever_acts_fills_a_heads_seat_again(river, lena):
    marek = admit(lena, "delegate", "Delegate, North", "north")
    sits(marek, "marek@example.org")
    user = sits(lena, "lena@example.org")
    perform(AppointActingHead(seat=marek.id), lena)
    delete(user)
    assert lena in within_reach(now(marek))


def test_in_a_demonstration_somebody_is_made_up_for_the_seat_again(river, lena):
    delete(sits(lena, "lena@example.org"))
    assert holder_of(lena).email.endswith("@demo.invalid")
    assert Holder.objects.filter(seat=lena.id).count() == 1
