"""What goes wrong is logged with its class and its place, never with what somebody wrote."""

import io
import logging
import logging.config
from collections.abc import Iterator
from copy import deepcopy
from unittest.mock import patch

import pytest
from django.conf import settings
from django.test import Client

from goodoffices.consultation.acts import MakeStatement
from goodoffices.site.log_lines import WithoutContents
from tests.cast import Api, client_of

RED_LINE = "We could live with 35."


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the host's own handler would write."""
    lines = io.StringIO()
    handler = logging.StreamHandler(lines)
    handler.setFormatter(WithoutContents(**_as_set()))
    logging.getLogger().addHandler(handler)
    for name in ("django.request", "django.security.csrf"):
        logging.getLogger(name).addHandler(handler)
    yield lines
    for name in ("", "django.request", "django.security.csrf"):
        logging.getLogger(name or None).removeHandler(handler)


def _as_set() -> dict[str, str]:
    plain = deepcopy(settings.LOGGING["formatters"]["plain"])
    assert plain.pop("()") == f"{WithoutContents.__module__}.{WithoutContents.__qualname__}"
    return {"fmt": plain["format"], "style": plain["style"]}


def fails(self, *given: object, **more: object) -> None:
    raise ValueError(f"cannot apply {self!r}")


def test_an_act_that_fails_leaves_no_words_in_the_log(river, lena, log):
    room = river.book("caucus", "north").id
    api = Api(lena)
    api.client.raise_request_exception = False
    with patch.object(MakeStatement, "apply", fails):
        answer = api.act("consultation.make_statement", {"room": room, "text": RED_LINE})
    assert answer.status_code == 500
    told = log.getvalue()
    assert "ValueError" in told and "perform.py" in told
    assert RED_LINE not in told and room not in told and river.process not in told


def test_a_page_that_fails_leaves_no_path_in_the_log(river, lena, log):
    room = river.book("caucus", "north").id
    browser = client_of(lena)
    browser.raise_request_exception = False
    with patch("goodoffices.consultation.paging.said_to", fails):
        assert browser.get(f"/processes/{river.process}/rooms/{room}/").status_code == 500
    told = log.getvalue()
    assert "ValueError" in told and "processes/<str:process>" in told
    assert room not in told and river.process not in told


def test_a_forged_form_leaves_no_path_in_the_log(river, lena, log):
    forging = Client(enforce_csrf_checks=True)
    assert forging.post(f"/processes/{river.process}/acts/agenda.raise_issue", {"title": RED_LINE}).status_code == 401
    told = log.getvalue()
    assert "401 Unauthorized" in told
    assert river.process not in told and RED_LINE not in told


def test_an_error_in_an_error_is_told_by_both_classes(log):
    try:
        try:
            raise KeyError(RED_LINE)
        except KeyError as problem:
            raise RuntimeError(RED_LINE) from problem
    except RuntimeError:
        logging.getLogger("goodoffices").exception("something failed")
    told = log.getvalue()
    assert "builtins.KeyError" in told and "builtins.RuntimeError" in told and "something failed" in told
    assert RED_LINE not in told


def test_the_words_of_an_act_stand_in_no_error():
    with pytest.raises(ValueError, match="text") as caught:
        MakeStatement(room="x", text=RED_LINE + "\u202e")
    assert RED_LINE not in str(caught.value)
