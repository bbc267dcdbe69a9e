"""Who is signed in is looked up anew for every page."""

from goodoffices.accounts.backends import Backend
from goodoffices.accounts.models import User
from goodoffices.accounts.tests.house import person, signed_in


def test_a_person_is_found_as_the_table_has_them(database):
    kept = person(language="ar", is_staff=True)
    found = Backend().get_user(kept.pk)
    for column in ("id", "password", "is_superuser", "email", "name", "language", "is_staff", "is_active"):
        assert getattr(found, column) == getattr(kept, column)
    assert (found.is_staff, found.is_superuser) == (True, False)
    assert found.date_joined == User.objects.get().date_joined


def test_nobody_is_found_under_another_number(database):
    assert Backend().get_user(person().pk + 1) is None


def test_whoever_is_no_longer_active_is_signed_out_by_the_next_page(database):
    user = person()
    client = signed_in(user)
    assert client.get("/account/").status_code == 200
    User.objects.update(is_active=False)
    assert Backend().get_user(user.pk) is None
    assert client.get("/account/").status_code == 302


def test_a_new_password_ends_what_was_open_elsewhere(database):
    user = person()
    client = signed_in(user)
    user.set_password("another river at dawn")
    user.save()
    assert client.get("/account/").status_code == 302
