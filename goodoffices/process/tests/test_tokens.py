"""A seat's keys to the API: made, shown once, revoked at once, seen by nobody else."""

import pytest

from goodoffices.accounts.models import Token
from tests.cast import Api, client_of


@pytest.fixture(autouse=True)
def shown_just_now(monkeypatch):
    """Who it is, as making a token demands: `goodoffices/accounts/tests/test_tokens_and_sessions.py` is about that."""
    monkeypatch.setattr(
        "allauth.account.internal.flows.reauthentication.did_recently_reauthenticate", lambda request: True
    )


def made(client, process, name="archive"):
    answer = client.post(f"/processes/{process}/tokens/", {"name": name})
    return answer.content.decode().split('class="shown-once" dir="ltr">')[1].split("<")[0]


def use(process, token):
    from django.test import Client

    return Client(headers={"authorization": f"Bearer {token}"}).get(f"/api/processes/{process}/seats").status_code


def test_a_token_is_shown_once_and_opens_the_api(river, lena):
    client = client_of(lena)
    token = made(client, river.process)
    assert use(river.process, token) == 200
    page = client.get(f"/processes/{river.process}/tokens/").content.decode()
    assert "archive" in page
    assert token not in page
    assert token not in Token.objects.get().hash


def test_a_revoked_token_opens_nothing_from_that_moment(river, lena):
    client = client_of(lena)
    token, other = made(client, river.process), made(client, river.process, "another")
    revoked = Token.objects.get(name="archive")
    assert client.post(f"/processes/{river.process}/tokens/{revoked.handle}/revocation").status_code == 302
    assert (use(river.process, token), use(river.process, other)) == (401, 200)
    assert "archive" not in client.get(f"/processes/{river.process}/tokens/").content.decode()
    assert client.post(f"/processes/{river.process}/tokens/{revoked.handle}/revocation").status_code == 404


def test_nobody_sees_or_revokes_the_tokens_of_another(river, lena, idris, amara):
    token = made(client_of(lena), river.process, "lena's archive")
    kept = Token.objects.get()
    for other in (idris, amara):
        client = client_of(other)
        assert "archive" not in client.get(f"/processes/{river.process}/tokens/").content.decode()
        assert client.post(f"/processes/{river.process}/tokens/{kept.handle}/revocation").status_code == 404
    assert use(river.process, token) == 200


def test_an_outsider_finds_no_page_of_tokens(river, noor):
    assert client_of(noor).get(f"/processes/{river.process}/tokens/").status_code == 404


def test_a_token_has_a_name(river, lena):
    client = client_of(lena)
    for name in ("", "   ", "x" * 101):
        answer = client.post(f"/processes/{river.process}/tokens/", {"name": name})
        assert answer.status_code == 422
        assert "Give the token a name" in answer.content.decode()
    assert not Token.objects.exists()


def test_looking_makes_and_revokes_nothing(river, lena):
    client = client_of(lena)
    made(client, river.process)
    assert client.get(f"/processes/{river.process}/tokens/{Token.objects.get().handle}/revocation").status_code == 405
    assert Token.of(lena.id).count() == 1


def test_the_tokens_of_a_removed_seat_are_dead(river, amara):
    from goodoffices.process.acts import AdmitSeat, RemoveSeat
    from goodoffices.process.seats import seat_with_id
    from goodoffices.record.perform import perform

    seat = seat_with_id(perform(AdmitSeat(role="secretariat", name="Secretary"), amara).entry.id)
    api = Api(seat)
    assert api.get("/seats").status_code == 200
    perform(RemoveSeat(seat=seat.id), amara)
    assert api.get("/seats").status_code == 401
