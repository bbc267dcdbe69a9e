"""Who loses a session or a token hears no more, within a second; and nothing is asked while nothing was taken away."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from goodoffices.accounts.models import Token, User
from goodoffices.accounts.sessions import SessionStore
from goodoffices.consultation.acts import MakeStatement
from goodoffices.live import hub as hub_module
from goodoffices.live import stream as stream_module
from goodoffices.live.credential_version import credential_version
from goodoffices.live.tests.house import House, as_client, as_page, eventually
from goodoffices.process.models import Holder, Seat
from goodoffices.record.perform import perform
from tests.cast import client_of

A_SECOND = 3.0  # the promise is one; a busy machine that runs tests may take longer


def test_a_revoked_token_ends_its_streams_and_no_others(house, lena, idris):
    revoked, kept, foreign = house.client(idris).opened(), house.page(idris).opened(), house.client(lena).opened()
    Token.objects.filter(seat=idris.id).update(revoked=timezone.now())
    eventually(lambda: revoked.ended, A_SECOND)
    assert not kept.done
    assert not foreign.done


def signed_out(idris: Seat, session: dict[str, str]) -> None:
    client = client_of(idris)
    client.cookies["goodoffices-session"] = session["cookie"].split("=")[-1]
    client.logout()


def new_password(idris: Seat, session: dict[str, str]) -> None:
    user = User.objects.get(email=f"{idris.id}@example.org")
    user.set_password("another")
    user.save()


def deactivated(idris: Seat, session: dict[str, str]) -> None:
    User.objects.filter(email=f"{idris.id}@example.org").update(is_active=False)


def seat_given_up(idris: Seat, session: dict[str, str]) -> None:
    Holder.objects.filter(seat=idris.id).delete()


def session_run_out(idris: Seat, session: dict[str, str]) -> None:
    Session.objects.filter(session_key=session["cookie"].split("=")[-1]).update(expire_date=timezone.now())


@pytest.mark.parametrize("end", [signed_out, new_password, deactivated, seat_given_up, session_run_out])
def test_a_session_that_no_longer_holds_ends_its_pages_and_no_others(house, lena, idris, end):
    session = as_page(idris)
    page, client, foreign = (
        house.page(idris, headers=session).opened(),
        house.client(idris).opened(),
        house.page(lena).opened(),
    )
    end(idris, session)
    eventually(lambda: page.ended, A_SECOND)
    assert page.events()[-1].name == "ended"
    assert not client.done
    assert not foreign.done


def test_a_session_that_runs_out_unwritten_ends_at_the_next_beat(river, idris, monkeypatch):
    monkeypatch.setattr("goodoffices.live.hub.FULL_CHECK_INTERVAL", 0.3)
    session = as_page(idris)
    with House() as house:
        page = house.page(idris, headers=session).opened()
        later = timezone.now() + timedelta(days=365)
        monkeypatch.setattr("goodoffices.live.authentication.timezone.now", lambda: later)
        eventually(lambda: page.ended)


def test_a_token_revoked_between_being_read_and_joining_ends_the_stream(house, lena, idris, monkeypatch):
    let_in = stream_module.subscriber_with_token

    def revoked_meanwhile(*shown):
        subscriber = let_in(*shown)
        if subscriber.seat == idris.id and not first.done:
            Token.objects.filter(seat=idris.id).update(revoked=timezone.now())
            eventually(lambda: first.done)  # whoever listened then has been shown out
        return subscriber

    first = house.client(idris).opened()
    monkeypatch.setattr(stream_module, "subscriber_with_token", revoked_meanwhile)
    second = house.client(idris)
    eventually(lambda: second.ended, A_SECOND)


def test_credentials_are_asked_for_only_after_one_was_taken_away(river, lena, idris, monkeypatch):
    asked, honest = [], hub_module.revoked_credentials

    def counted(feeds):
        asked.append(credential_version())
        return honest(feeds)

    monkeypatch.setattr(hub_module, "revoked_credentials", counted)
    with House() as house:
        stream, page = house.client(idris).opened(), house.page(lena).opened()
        token = as_client(idris)
        eventually(lambda: asked and asked[-1] == credential_version())  # after the start, and after signing in
        polls = polled(monkeypatch)
        known = len(asked)
        for _ in range(3):  # acts and newcomers write, and take nothing from anybody
            before = sum(polls)
            perform(MakeStatement(room=river.book("plenary").id, text="Thirty days."), lena)
            as_client(lena)
            house.client(idris, headers=token).opened()
            eventually(lambda before=before: sum(polls) > before)
        assert len(asked) == known
        Token.objects.filter(seat=idris.id).update(revoked=timezone.now())
        eventually(lambda: stream.ended, A_SECOND)
        assert len(asked) == known + 1
        assert not page.done


def polled(monkeypatch) -> list[bool]:
    """Each time that the hub notices that somebody wrote."""
    watch, found = hub_module.current()._watch, []
    honest = watch.changed
    monkeypatch.setattr(watch, "changed", lambda: found.append(changed := honest()) or changed)
    return found


def test_the_version_grows_when_a_credential_is_taken_away_and_only_then(river, lena, idris):
    session, token = as_page(idris)["cookie"].split("=")[-1], as_client(idris)["authorization"].split()[1]
    sessions = Session.objects.filter(session_key=session)
    user = User.objects.get(email=f"{idris.id}@example.org")
    sessions_later = sessions.get().expire_date + timedelta(days=1)

    for gives in (
        lambda: SessionStore().create(),
        lambda: as_client(lena),
        lambda: User.objects.create_user("somebody@example.org"),
        lambda: Holder.objects.create(
            user=User.objects.get(email="somebody@example.org"), process="another", seat="another"
        ),
        lambda: Token.issue(idris.id, "the same again", token),
        lambda: sessions.update(expire_date=sessions_later, session_data="x"),
        lambda: User.objects.filter(id=user.id).update(language="ar", last_login=timezone.now()),
        lambda: user.save(),
    ):
        before = credential_version()
        gives()
        assert credential_version() == before

    for takes in (
        lambda: sessions.update(expire_date=timezone.now()),
        lambda: sessions.delete(),
        lambda: Token.objects.filter(seat=idris.id).update(revoked=timezone.now()),
        lambda: Token.objects.filter(seat=idris.id).delete(),
        lambda: Holder.objects.filter(seat=idris.id).update(user=None),
        lambda: Holder.objects.filter(seat=idris.id).delete(),
        lambda: User.objects.filter(id=user.id).update(is_active=False),
        lambda: User.objects.filter(id=user.id).update(password="another"),
        lambda: User.objects.filter(id=user.id).delete(),
    ):
        before = credential_version()
        takes()
        assert credential_version() > before
