"""Where somebody is signed in, and ending it."""

from allauth.usersessions.models import UserSession

from goodoffices.accounts.tests.house import person, rows, signed_in
from goodoffices.accounts.views import handle


def test_an_ended_session_is_out_at_once_and_the_others_stay(database):
    user = person()
    here, there = signed_in(user), signed_in(user, headers={"user-agent": "The lost laptop"})
    assert "The lost laptop" in here.get("/account/sessions/").content.decode()

    lost = UserSession.objects.get(user_agent="The lost laptop")
    here.post(f"/account/sessions/{handle(lost)}/end")
    assert there.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200
    assert "The lost laptop" not in here.get("/account/sessions/").content.decode()


def test_nobody_ends_the_session_of_another(database):
    theirs = signed_in(person("lena@example.org"))
    mine = signed_in(person())
    session = UserSession.objects.get(user__email="lena@example.org")
    assert mine.post(f"/account/sessions/{handle(session)}/end").status_code == 404
    assert mine.post("/account/sessions/nonsense/end").status_code == 404
    assert theirs.get("/account/").status_code == 200


def test_ending_all_others_leaves_this_one(database):
    user = person()
    here, there = signed_in(user), signed_in(user)
    here.post("/account/sessions/")
    assert (here.get("/account/").status_code, there.get("/account/").status_code) == (200, 302)


def test_ending_this_one_signs_out(database):
    client = signed_in(person())
    assert client.post(f"/account/sessions/{handle(UserSession.objects.get())}/end").url == "/"
    assert client.get("/account/").status_code == 302


def test_looking_ends_nothing_and_writes_nothing(database):
    client = signed_in(person())
    before, seen = rows(), UserSession.objects.get().last_seen_at
    for page in ("/", "/account/", "/account/sessions/", f"/account/sessions/{handle(UserSession.objects.get())}/end"):
        client.get(page)
    assert rows() == before
    assert UserSession.objects.get().last_seen_at == seen
