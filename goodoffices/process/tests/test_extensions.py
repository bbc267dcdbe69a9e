"""A thing is known to offices and templates by its sort, which is not always the name of its table."""

from typing import Any

import pytest

from goodoffices.process import extensions
from goodoffices.process.models import GroundRules, Seat, TaskForce
from goodoffices.process.templatetags import acts
from goodoffices.record.acts import KINDS


def test_what_may_be_done_about_a_thing_is_declared_by_its_sort(monkeypatch: pytest.MonkeyPatch) -> None:
    part = extensions.Part("agenda/_act.html", "anything")

    def declared_for(what: str, key: str) -> tuple[Any, ...]:
        return (lambda seat, thing: [part],) if (what, key) == ("actions", "ground_rules") else ()

    monkeypatch.setattr(extensions, "declared_for", declared_for)
    assert extensions.actions_on(Seat(), GroundRules()) == [part]


def test_a_form_is_on_the_thing_that_a_field_of_its_sort_names() -> None:
    force = TaskForce(id="maps")
    assert acts._asked(KINDS["process.change_task_force"], {}, {"on": force}).given == {"task_force": force}
