"""The first administrator comes by a link that is printed at the start."""

from django.test import Client

from goodoffices.accounts.models import AdministratorLink, User
from goodoffices.accounts.tests.house import PASSWORD, person, rows, signed_in

NEW = {"name": "Root", "email": "root@example.org", "password1": PASSWORD, "password2": PASSWORD}


def test_the_link_makes_one_administrator_and_then_opens_nothing(database):
    secret = AdministratorLink.renew()
    client = Client()
    assert "no administrator yet" in client.get(f"/account/administrator/{secret}/").content.decode()
    to_sign_up = client.post(f"/account/administrator/{secret}/account", {"way": "password"})
    assert client.post(to_sign_up.url, NEW).status_code == 302
    assert not User.objects.get().is_staff  # an account is not yet the office
    assert client.post("/account/administrator/yours/office").url == "/"
    assert User.objects.get().is_staff

    again = signed_in(person("second@example.org"))
    assert again.get(f"/account/administrator/{secret}/").status_code == 404
    assert again.post(f"/account/administrator/{secret}/office").status_code == 404
    assert not User.objects.get(email="second@example.org").is_staff


def test_of_two_who_have_the_link_the_second_stays_a_person(database):
    secret = AdministratorLink.renew()
    first, second = signed_in(person()), signed_in(person("second@example.org"))
    assert first.get(f"/account/administrator/{secret}/").status_code == 200
    assert second.get(f"/account/administrator/{secret}/").status_code == 200
    assert first.post(f"/account/administrator/{secret}/office").status_code == 302
    assert second.post(f"/account/administrator/{secret}/office").status_code == 404
    assert User.objects.filter(is_staff=True).count() == 1


def test_looking_at_the_link_changes_nothing(database):
    secret = AdministratorLink.renew()
    before = rows()
    Client().get(f"/account/administrator/{secret}/")
    Client().get(f"/account/administrator/{secret}/office")
    assert rows() == before


def test_a_new_start_replaces_the_link(database):
    old, new = AdministratorLink.renew(), AdministratorLink.renew()
    assert Client().get(f"/account/administrator/{old}/").status_code == 404
    assert Client().get(f"/account/administrator/{new}/").status_code == 200


def test_a_host_with_an_administrator_prints_none_and_forgets_the_last(database):
    secret = AdministratorLink.renew()
    person(is_staff=True)
    assert AdministratorLink.renew() == ""
    assert Client().get(f"/account/administrator/{secret}/").status_code == 404


def test_only_a_hash_of_the_link_is_kept_also_in_the_session(database):
    secret = AdministratorLink.renew()
    client = Client()
    client.post(f"/account/administrator/{secret}/account", {"way": "passkey"})
    assert secret not in str(dict(client.session.items())) + AdministratorLink.objects.get().hash


def test_without_the_link_nobody_takes_the_office(database):
    client = signed_in(person())
    for guess in ("yours", "x", "0" * 43):
        assert client.get(f"/account/administrator/{guess}/").status_code == 404
        assert client.post(f"/account/administrator/{guess}/account").status_code == 404
        assert client.post(f"/account/administrator/{guess}/office").status_code == 404
    assert not User.objects.get().is_staff


def test_signed_out_nobody_takes_the_office_even_with_the_link(database):
    secret = AdministratorLink.renew()
    assert Client().post(f"/account/administrator/{secret}/office").status_code == 302
    assert AdministratorLink.objects.exists()
