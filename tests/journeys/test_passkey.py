"""From a link to a seat with a passkey, and in again: in a real browser, with an authenticator of its own."""

import json
import os
import subprocess
import sys

import pytest

from tests.serving import Host

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("passkey")]

DEVICE = {
    "protocol": "ctap2",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def data(tmp_path_factory, folders):
    return folders.started(tmp_path_factory.mktemp("passkey") / "data")


@pytest.fixture(scope="module")
def cast(data):
    return command(data, "import", "river")["cast"]


@pytest.fixture(scope="module")
def host(data, cast):
    """A host as it is run in earnest: no demonstration, nobody signed in."""
    host = Host(data, "--json", command="serve")
    yield host
    host.stop()


def command(data, *arguments):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GOODOFFICES_")}
    call = [sys.executable, "-m", "goodoffices.site.command", *arguments, "--data", str(data), "--json"]
    return json.loads(subprocess.run(call, env=environment, capture_output=True, text=True, check=True).stdout)


def invited(host, data, seat):
    """The link as the host's command prints it, at the port that this host happens to have."""
    link = command(data, "invite", "--seat", seat)["link"]
    return host.url + link[link.index("/invitations/") :]


def with_device(page, transport="internal"):
    """Give this browser a device that makes and keeps passkeys, and asks its owner nothing."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": {**DEVICE, "transport": transport}})
    return session, made["authenticatorId"]


def with_new_passkey(page, name, email):
    page.click("button[value=passkey]")
    page.fill("[name=name]", name)
    page.fill("[name=email]", email)
    page.click("main form .primary")
    page.click("#mfa_webauthn_signup")
    page.wait_for_url("**/yours/")


def test_an_invited_person_sits_down_with_a_passkey_and_comes_in_again_with_it(host, data, cast, someone):
    page = someone(width=360)
    with_device(page)
    page.goto(invited(host, data, cast["lena"]))
    assert "Head of delegation, North" in page.inner_text("main")
    with_new_passkey(page, "Lena Norden", "lena@example.org")
    page.click("text=Take this seat")
    page.wait_for_url("**/processes/**")
    table = page.url
    assert page.inner_text("main h1") == "About these talks"
    assert "Head of delegation, North" in page.locator("main").text_content()

    page.click("[data-sign-out] button")
    page.wait_for_url("**/account/login/**")
    page.goto(table)
    assert "/account/login/" in page.url

    page.click("#passkey_login")
    page.wait_for_url(table)
    assert page.inner_text("main h1") == "Today"
    assert page.complaints == []


def test_a_browser_without_the_passkey_says_so_and_does_not_come_in(host, someone):
    page = someone()
    session, device = with_device(page)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.goto(f"{host.url}/account/login/")
    page.click("#passkey_login")
    page.wait_for_selector("[data-passkey-problem]:visible")
    assert "No passkey was used" in page.inner_text("main")
    page.goto(f"{host.url}/account/")
    assert "/account/login/" in page.url


def test_a_further_passkey_is_made_and_the_lost_one_removed(host, data, cast, someone):
    page = someone(width=360)
    with_device(page)
    page.goto(invited(host, data, cast["idris"]))
    with_new_passkey(page, "Idris", "idris@example.org")
    page.goto(f"{host.url}/account/keys/webauthn/add/")
    page.click("#mfa_webauthn_reauthenticate")  # who changes keys shows who they are
    page.wait_for_url("**/webauthn/add/")
    with_device(page, "usb")  # the first device would not take a second passkey for the same person
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/recovery-codes/")
    assert "10 codes are left" in page.inner_text("main")

    page.goto(f"{host.url}/account/keys/webauthn/")
    assert page.locator("main >> text=Passkey 2").count() == 1
    page.click("text=Remove >> nth=0")
    page.click("text=Remove it")
    page.wait_for_url("**/keys/webauthn/")
    assert page.locator("main >> text=Passkey 1").count() == 0


def test_the_first_administrator_founds_and_hands_the_mediators_seat_over(host, someone):
    page = someone()
    with_device(page)
    page.goto(host.told["administrator"])
    with_new_passkey(page, "Root", "root@example.org")
    page.click("text=Become administrator")
    page.click("text=Found a process")
    page.fill("[name=title]", "Talks on the Lake")
    page.click("main .primary")
    link = page.inner_text(".shown-once")

    mediator = someone(width=360)
    with_device(mediator)
    mediator.goto(link)
    with_new_passkey(mediator, "Amara", "amara@example.org")
    mediator.click("text=Take this seat")
    mediator.wait_for_url("**/processes/**")
    assert page.goto(mediator.url).status == 404

    again = someone()
    assert again.goto(host.told["administrator"]).status == 404
    assert again.goto(link).status == 404
    assert page.complaints[:-1] == mediator.complaints == []
