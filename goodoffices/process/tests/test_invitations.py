"""Who invites to which seat, and what a link does: once, for a while, for one person."""

import json
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from goodoffices.accounts.models import Token, User
from goodoffices.accounts.tests.house import PASSWORD, links, person, rows
from goodoffices.process import invitations
from goodoffices.process.acts import AdmitSeat, HandOver, RemoveSeat
from goodoffices.process.invitations import invite, invite_as_host, offered, take, within_reach
from goodoffices.process.models import Holder, Invitation, Seat
from goodoffices.process.seats import seat_with_id
from goodoffices.record.acts import NotThere, Refused
from goodoffices.record.perform import perform
from tests.cast import Api, client_of

NEW = {"name": "Noor", "email": "noor@example.org", "password1": PASSWORD, "password2": PASSWORD}


def admitted(by: Seat, role: str, name: str, party: str | None = None) -> Seat:
    seat = seat_with_id(perform(AdmitSeat(role=role, name=name, party=party), by).entry.id)
    assert seat is not None
    return seat


def signed_in(email: str = "noor@example.org") -> Client:
    client = Client()
    client.force_login(User.objects.filter(email=email).first() or person(email))
    return client


def link_of(client: Client, to: Seat, **form: str) -> str:
    """Make an invitation on the Seats page; the link's path."""
    answer = client.post(f"/processes/{to.process_id}/seats/{to.id}/invitation", form)
    assert answer.status_code == 200, answer.status_code
    (path,) = {
        link.rstrip("<") for link in links(answer.content.decode().replace("</p>", " ")) if "/invitations/" in link
    }
    return path


# ---- Who invites to which seat


def test_the_third_party_invites_the_heads_and_its_own(river, amara, lena, idris):
    secretary = admitted(amara, "secretariat", "Secretary")
    observer = admitted(amara, "observer", "An observer")
    assert {lena, idris, secretary, observer} <= set(within_reach(amara))


def test_once_a_head_sits_only_the_head_invites_to_that_delegation(river, amara, lena, idris):
    adviser = admitted(lena, "adviser", "Adviser, North", "north")
    assert adviser in within_reach(amara)
    client_of(lena)

    assert adviser not in within_reach(amara)
    assert adviser in within_reach(lena)
    assert adviser not in within_reach(idris)
    assert idris in within_reach(amara)
    answer = client_of(amara).post(f"/processes/{river.process}/seats/{adviser.id}/invitation")
    assert answer.status_code == 404
    assert not Invitation.objects.exists()


def test_a_link_that_the_third_party_made_before_the_head_sat_lets_nobody_in_afterwards(river, amara, lena):
    adviser = admitted(lena, "adviser", "Adviser, North", "north")
    secret = invite(adviser, by=amara)
    assert Client().get(f"/invitations/{secret}/").status_code == 200
    client_of(lena)
    assert Client().get(f"/invitations/{secret}/").status_code == 404
    assert signed_in().post(f"/invitations/{secret}/seat").status_code == 404
    assert not Holder.objects.filter(seat=adviser.id).exists()


def test_after_a_headship_was_handed_on_the_third_party_does_not_choose_again(river, amara, lena):
    adviser = admitted(lena, "adviser", "Adviser, North", "north")
    perform(HandOver(seat=adviser.id), lena)
    client_of(lena)
    assert not {adviser.id, lena.id} & {seat.id for seat in within_reach(amara)}


def test_delegates_interpreters_and_observers_invite_nobody(river, amara, lena):
    client_of(lena)
    for other in (
        admitted(lena, "adviser", "Adviser, North", "north"),
        admitted(amara, "interpreter", "Interpreter"),
        admitted(amara, "observer", "Observer"),
    ):
        assert within_reach(other) == []
        answer = client_of(other).get(f"/processes/{river.process}/seats/")
        assert "Seats in which nobody sits yet" not in answer.content.decode()


def test_which_seats_of_the_other_side_are_vacant_nobody_learns(river, lena, idris):
    admitted(idris, "adviser", "Adviser, South", "south")
    client, page = client_of(lena), f"/processes/{river.process}/seats/"
    before = _plain(client.get(page))
    client_of(idris)
    invite(admitted_in(idris), by=idris)
    assert _plain(client.get(page)) == before


def admitted_in(head: Seat) -> Seat:
    return next(seat for seat in within_reach(head) if seat.role == "adviser")


def test_a_seat_elsewhere_is_not_there(river, amara, noor):
    client = client_of(amara)
    for seat in (noor.id, "nonsense"):
        for what in ("invitation", "invitation/revocation"):
            assert client.post(f"/processes/{river.process}/seats/{seat}/{what}").status_code == 404
    assert client_of(noor).post(f"/processes/{river.process}/seats/{amara.id}/invitation").status_code == 404


def test_nobody_is_invited_to_a_seat_in_which_somebody_sits(river, amara, idris):
    secretary = admitted(amara, "secretariat", "Secretary")
    client_of(secretary)
    answer = client_of(amara).post(f"/processes/{river.process}/seats/{secretary.id}/invitation")
    assert answer.status_code == 422
    assert "This seat is taken" in answer.content.decode()
    assert not Invitation.objects.exists()


# ---- The link


def test_a_link_says_what_it_offers_and_looking_changes_nothing(river, amara, lena):
    path = link_of(client_of(amara), lena)
    before = rows()
    page = Client().get(path).content.decode()
    for words in ("Head of delegation, North", "Talks on the River", "Mediator", "Until"):
        assert words in page
    signed = signed_in()
    before = rows()
    signed.get(path)
    signed.get(f"{path}seat")
    assert rows() == before


def test_an_invited_person_creates_an_account_and_takes_the_seat(river, amara, lena):
    path = link_of(client_of(amara), lena)
    client = Client()
    on = client.post(f"{path}account", {"way": "password"})
    back = client.post(on.url, NEW)
    assert back.url == "/invitations/yours/"
    assert "Take this seat" in client.get(back.url).content.decode()
    assert not Holder.objects.filter(seat=lena.id).exists()

    assert client.post("/invitations/yours/seat").url == f"/processes/{river.process}/"
    assert Holder.objects.get(seat=lena.id).user.email == "noor@example.org"
    assert client.get(f"/processes/{river.process}/").status_code == 200


def test_somebody_with_an_account_signs_in_and_takes_the_seat(river, amara, lena):
    path = link_of(client_of(amara), lena)
    person("noor@example.org")
    client = Client()
    on = client.post(f"{path}account", {"way": "sign-in"})
    assert on.url.startswith("/account/login/")
    back = client.post(on.url, {"login": "noor@example.org", "password": PASSWORD})
    assert back.url == "/invitations/yours/"
    assert client.post("/invitations/yours/seat").status_code == 302


def test_a_link_that_was_used_opens_nothing_for_anybody(river, amara, lena):
    path = link_of(client_of(amara), lena)
    first = signed_in()
    assert first.post(f"{path}seat").status_code == 302
    for client in (first, signed_in("second@example.org"), Client()):
        assert client.get(path).status_code == 404
        assert client.post(f"{path}seat").status_code in (302, 404)
    assert Holder.objects.get(seat=lena.id).user.email == "noor@example.org"


def test_used_expired_revoked_superseded_and_unknown_links_read_the_same(river, amara, lena, idris):
    client = client_of(amara)
    secretary = admitted(amara, "secretariat", "Secretary")
    observer = admitted(amara, "observer", "Observer")
    adviser = admitted(amara, "interpreter", "Interpreter")

    used = link_of(client, lena)
    signed_in().post(f"{used}seat")
    expired = link_of(client, idris)
    Invitation.objects.filter(seat=idris.id).update(expires=timezone.now() - timedelta(seconds=1))
    revoked = link_of(client, secretary)
    client.post(f"/processes/{river.process}/seats/{secretary.id}/invitation/revocation")
    superseded = link_of(client, observer)
    link_of(client, observer)
    removed = link_of(client, adviser)
    perform(RemoveSeat(seat=adviser.id), amara)

    pages = set()
    for path in (used, expired, revoked, superseded, removed, "/invitations/nonsense/", "/invitations/yours/"):
        answer = Client().get(path)
        assert answer.status_code == 404
        pages.add(_plain(answer).replace(path, ""))
        assert signed_in("second@example.org").post(f"{path}seat").status_code == 404
        assert Client().post(f"{path}account").status_code == 404
    assert len(pages) == 1
    assert "River" not in pages.pop()


def test_an_invitation_dies_with_the_seat_of_whoever_made_it(river, amara):
    secretary = admitted(amara, "secretariat", "Secretary")
    secret = invite(admitted(amara, "observer", "Observer"), by=secretary)
    assert Client().get(f"/invitations/{secret}/").status_code == 200
    perform(RemoveSeat(seat=secretary.id), amara)
    assert Client().get(f"/invitations/{secret}/").status_code == 404


def test_a_removed_seat_invites_nobody_even_if_its_page_was_open(river, amara):
    secretary = admitted(amara, "secretariat", "Secretary")
    observer = admitted(amara, "observer", "Observer")
    perform(RemoveSeat(seat=secretary.id), amara)
    with pytest.raises(NotThere):
        invite(observer, by=secretary)


def test_one_person_has_one_seat_in_a_process(river, amara, lena, idris):
    first, second = invite(lena, by=amara), invite(idris, by=amara)
    client = signed_in()
    assert client.post(f"/invitations/{first}/seat").status_code == 302
    assert "one person has one seat" in client.get(f"/invitations/{second}/").content.decode()
    answer = client.post(f"/invitations/{second}/seat")
    assert answer.status_code == 422
    assert "one person has one seat" in answer.content.decode()
    # and the link is still good for whom it is meant
    assert signed_in("idris@example.org").post(f"/invitations/{second}/seat").status_code == 302


def test_a_person_sits_in_two_processes(river, lena, amara, noor):
    user = person()
    take(Invitation.objects.get(hash=invitations.digest(invite(lena, by=amara))).hash, user)
    other = admitted(noor, "secretariat", "Secretary")
    take(invitations.digest(invite(other, by=noor)), user)
    assert Holder.objects.filter(user=user).count() == 2


def test_whose_seat_was_removed_may_take_another(river, amara):
    user = person()
    first = admitted(amara, "secretariat", "Secretary")
    take(invitations.digest(invite(first, by=amara)), user)
    perform(RemoveSeat(seat=first.id), amara)
    client = Client()
    client.force_login(user)
    assert client.get(f"/processes/{river.process}/").status_code == 404

    second = admitted(amara, "observer", "Observer")
    assert client.post(f"/invitations/{invite(second, by=amara)}/seat").status_code == 302
    assert Holder.objects.get(user=user).seat == second.id


def test_of_two_who_open_one_link_at_once_one_sits(river, amara, lena):
    hash = invitations.digest(invite(lena, by=amara))
    people = [person(f"p{n}@example.org") for n in range(6)]
    told, ready = [], threading.Barrier(len(people))

    def sit_down(user):
        ready.wait()
        try:
            take(hash, user)
            told.append("sits")
        except Exception as problem:  # a thread's own failure would otherwise go unheard
            told.append(type(problem).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=sit_down, args=[user]) for user in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["NotThere"] * 5 + ["sits"]
    assert Holder.objects.filter(seat=lena.id).count() == 1


def test_should_two_meet_all_the_same_the_table_s_rule_gives_a_sentence(river, amara, lena, monkeypatch):
    """As two servers on one database might."""
    secret = invite(lena, by=amara)
    Holder.objects.create(user=person(), process=river.process, seat=lena.id)
    for asked in ("held_among", "taken_among"):
        monkeypatch.setattr(invitations, asked, lambda seats: set())
    answer = signed_in().post(f"/invitations/{secret}/seat")
    assert answer.status_code == 422
    assert "Someone has just taken this seat" in answer.content.decode()
    assert Holder.objects.filter(seat=lena.id).count() == 1


def test_only_hashes_are_kept_also_in_the_session(river, amara, lena):
    path = link_of(client_of(amara), lena)
    secret = path.split("/")[2]
    client = Client()
    client.post(f"{path}account", {"way": "passkey"})
    kept = json.dumps(dict(client.session.items())) + str(list(Invitation.objects.values()))
    assert secret not in kept
    assert offered(invitations.digest(secret)) is not None


def test_the_link_is_shown_once_and_mailed_without_a_word_about_the_talks(river, amara, lena):
    client = client_of(amara)
    path = link_of(client, lena, address="lena@example.org")
    secret = path.split("/")[2]
    assert secret not in client.get(f"/processes/{river.process}/seats/").content.decode()
    (message,) = mail.outbox
    assert message.to == ["lena@example.org"]
    assert secret in message.body
    assert not [word for word in ("River", "North", "Mediator") if word in message.body + message.subject]


def test_a_mail_that_does_not_go_out_leaves_the_link_to_hand_over(river, amara, lena, monkeypatch):
    def broken(*args, **kwargs):
        raise OSError("no route")

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", broken)
    answer = client_of(amara).post(
        f"/processes/{river.process}/seats/{lena.id}/invitation", {"address": "lena@example.org"}
    )
    assert "could not be sent" in answer.content.decode()
    assert "/invitations/" in answer.content.decode()


def test_no_link_is_made_for_something_that_is_no_address(river, amara, lena):
    answer = client_of(amara).post(
        f"/processes/{river.process}/seats/{lena.id}/invitation", {"address": "not an address"}
    )
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


def test_inviting_and_sitting_down_leave_the_record_as_it_was(river, amara, lena):
    before = [(book.id, book.head) for book in _books(river)]
    signed_in().post(f"/invitations/{invite(lena, by=amara)}/seat")
    assert [(book.id, book.head) for book in _books(river)] == before


# ---- The host's own invitation


def test_the_host_invites_to_any_vacant_seat(river, lena):
    assert signed_in().post(f"/invitations/{invite_as_host(lena)}/seat").status_code == 302
    with pytest.raises(Refused):
        invite_as_host(lena)


def test_whose_keys_are_lost_gives_way_when_the_new_link_is_taken_and_no_sooner(river, amara, lena):
    before = client_of(lena)
    api = Api(lena)
    table = f"/processes/{river.process}/"
    secret = invite_as_host(lena, instead=True)
    assert before.get(table).status_code == 200
    assert lena not in within_reach(amara)  # meanwhile nobody else comes in

    assert signed_in().post(f"/invitations/{secret}/seat").status_code == 302
    assert before.get(table).status_code == 404
    assert api.get("/seats").status_code == 401
    assert not Token.of(lena.id).exists()
    assert Holder.objects.get(seat=lena.id).user.email == "noor@example.org"


def _books(river):
    from goodoffices.record.models import Book

    return Book.objects.filter(register_id=river.process).order_by("id")


def _plain(answer) -> str:
    import re

    return re.sub(r'(name="csrfmiddlewaretoken" value|X-CSRFToken": )[^>}]*', "", answer.content.decode())
