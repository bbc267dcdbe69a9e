"""What a host gets without setting anything, and with an address of its own."""

import json
import os
import subprocess
import sys

import pytest

ASKED = """
import json
from goodoffices.site import settings as s
names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "SECURE_HSTS_SECONDS",
         "SESSION_COOKIE_AGE", "ALLAUTH_TRUSTED_PROXY_COUNT", "USERSESSIONS_TRACK_ACTIVITY")
print(json.dumps({name: getattr(s, name, None) for name in names}))
"""


def settings_of(tmp_path, **environment):
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GOODOFFICES_")}
    given = {**clean, "GOODOFFICES_DATA": str(tmp_path), **environment}
    return json.loads(subprocess.run([sys.executable, "-c", ASKED], env=given, capture_output=True, check=True).stdout)


def test_on_a_secure_address_cookies_travel_there_alone(tmp_path):
    told = settings_of(tmp_path, GOODOFFICES_PUBLIC_URL="https://talks.example.org", GOODOFFICES_PROXIES="1")
    assert told["SESSION_COOKIE_SECURE"] and told["CSRF_COOKIE_SECURE"]
    assert told["SECURE_HSTS_SECONDS"] >= 365 * 24 * 3600
    assert told["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


@pytest.mark.parametrize("address", [{}, {"GOODOFFICES_PUBLIC_URL": "http://localhost:8000"}])
def test_on_a_plain_address_a_browser_still_sends_them(tmp_path, address):
    told = settings_of(tmp_path, **address)
    assert not told["SESSION_COOKIE_SECURE"]
    assert told["SECURE_HSTS_SECONDS"] is None


def test_sessions_end_by_themselves_and_no_script_reads_them(tmp_path):
    told = settings_of(tmp_path, GOODOFFICES_SESSION_DAYS="2")
    assert told["SESSION_COOKIE_AGE"] == 2 * 24 * 3600
    assert told["SESSION_COOKIE_HTTPONLY"]
    assert told["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert told["USERSESSIONS_TRACK_ACTIVITY"] is False


def test_allauth_finds_nothing_wrong_with_its_settings():
    from django.core.checks import run_checks

    assert [str(found) for found in run_checks() if "allauth" in str(found) or "ACCOUNT_" in str(found)] == []
