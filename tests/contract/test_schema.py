"""The API against its own description: whatever is sent, no fault, and every answer is one that the description names.

Here alone not the standard library only: schemathesis makes up the requests. What they leave behind must replay.
"""

import json
import re
from collections import Counter
from zlib import crc32

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from tests.contract.host import Host, ran
from tests.profiles import examples

pytestmark = pytest.mark.xdist_group("contract-schema")
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    unsupported_method,
]


@pytest.fixture(scope="module")
def host(tmp_path_factory, folders):
    folder = folders.played(tmp_path_factory.mktemp("schema"))
    with Host("demo", "--case", "river", "--data", folder, "--no-browser") as host:
        host.folder = folder
        yield host


@pytest.fixture(scope="module")
def known(host):
    """What there is to be named, by the field that names it: made-up ids alone would only ever be 404."""
    amara, lena, idris = host.seat("mediator"), host.seat("head", "north"), host.seat("head", "south")
    rules = amara.done("process.propose_ground_rules", {})["id"]
    for head in (lena, idris):
        head.done("process.accept_ground_rules", {"rules": rules})
    framed = amara.done("process.frame_round", {"title": "Round 1"})["id"]
    amara.done("process.open_round", {"round": framed})
    session = amara.done("process.open_session", {"round": framed, "title": "Day 1"})["id"]
    issue = lena.done("agenda.raise_issue", {"title": "Water"})["id"]
    ours = lena.done("agenda.raise_issue", {"title": "Ours", "book": lena.book("caucus")})["id"]
    solution = lena.done("agenda.table_solution", {"issue": issue, "title": "Share it"})["id"]
    position = lena.done("agenda.state_position", {"issue": issue, "position": "Half."})["id"]
    said = [
        lena.done("consultation.make_statement", {"room": lena.room(kind), "text": "Thirty days."})["id"]
        for kind in ("plenary", "caucus", "delegation")
    ]
    seats = [seat["seat"] for seat in lena.told("/seats")["seats"]]
    rooms = sorted({room["id"] for caller in (amara, lena, idris) for room in caller.told("/rooms")["rooms"]})
    pools = {
        **dict.fromkeys(("book", "room"), rooms),
        **{field: [issue, ours] for field in ("issue", "issues")},
        **dict.fromkeys(("seat", "members", "welcome", "release"), seats),
        **dict.fromkeys(("statement", "answers"), said),
        "party": ["north", "south"],
    }
    single = {"solution": solution, "position": position, "rules": rules, "round": framed, "session": session}
    return pools | {field: [id] for field, id in single.items()}


@pytest.fixture(scope="module")
def description(host):
    return schemathesis.openapi.from_url(f"{host.hello['url']}/api/openapi.json")


def bounded(most):
    return settings(
        max_examples=most,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def filled(value, known, field=""):
    """The same value, most of its made-up ids changed for those of something that there is."""
    if isinstance(value, dict):
        return {name: filled(each, known, name) for name, each in value.items()}
    if isinstance(value, list):
        return [filled(each, known, field) for each in value]
    if isinstance(value, str) and field in known:
        chance = crc32(value.encode("utf-8", "surrogatepass"))
        return known[field][chance // 8 % len(known[field])] if chance % 8 else value
    return value


def send(case, host, known, role, party=None):
    seat = host.seat(role, party)
    case.path_parameters = {**filled(case.path_parameters or {}, known), "process": host.process_id}
    if isinstance(case.body, dict):
        assume(case.body.get("kind") != "process.conclude")  # it would end the talks for all that follow
        case.body = filled(case.body, known)
    response = case.call(base_url=host.hello["url"], headers={"Authorization": f"Bearer {seat.token}"})
    case.validate_response(response, checks=CHECKS)
    return response.status_code


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize(("role", "party"), [("mediator", None), ("head", "north")])
def test_acts_come_to_an_entry_or_to_a_problem(description, host, known, role, party, mode):
    operation = description["/api/processes/{process}/acts"]["POST"]
    statuses = Counter()

    @bounded(examples(200, 300) if mode == GenerationMode.POSITIVE else examples(30, 60))
    @given(case=operation.as_strategy(generation_mode=mode))
    def anything(case):
        statuses[send(case, host, known, role, party)] += 1

    anything()
    if mode == GenerationMode.POSITIVE:
        assert {201, 404, 422} <= set(statuses), statuses


def test_everything_else_that_can_be_asked_is_answered_as_described(description, host, known):
    asked = 0
    for found in description.get_all_operations():
        operation = found.ok()
        if operation.path.endswith(("/acts", "/stream")):
            continue

        @bounded(examples(8, 15))
        @given(case=operation.as_strategy())
        def anything(case):
            send(case, host, known, "head", "south")

        anything()
        asked += 1
    assert asked >= 8


def test_what_was_left_behind_replays_and_verifies(host, known):
    """Runs last: the host has taken whatever was sent."""
    assert ran("rebuild", "--check", "--data", host.folder)["same"] is True
    taken = 0
    for caller in (host.seat("mediator"), host.seat("head", "north")):
        for book in caller.told("/books")["books"]:
            file = host.folder / "copy.jsonl"
            file.write_bytes(caller.get(f"/books/{book['book']}/copy").body)
            report = ran("record", "verify", file)
            taken += report.get("entries", 0) or len(file.read_text().splitlines()) - 1
    assert taken > 30
    assert "Traceback" not in "".join(host.said)


def test_every_operation_names_its_problems(host):
    whole = host.seat("mediator").ask("GET", "/api/openapi.json").json
    for path, operations in whole["paths"].items():
        for operation in operations.values():
            wanted = {"401", "404", "422"} | ({"412"} if path.endswith("/acts") else set())
            assert wanted <= set(operation["responses"]), path
            for status in wanted:
                assert list(operation["responses"][status]["content"]) == ["application/problem+json"]


def test_every_kind_that_can_be_asked_for_is_described(host):
    whole = host.seat("mediator").ask("GET", "/api/openapi.json").json
    kinds = {each["properties"]["kind"]["const"] for each in whole["components"]["schemas"]["ActIn"]["oneOf"]}
    fixed = """consultation.make_statement agenda.raise_issue agenda.set_status agenda.table_solution agenda.support_solution
        agenda.reserve_solution agenda.withdraw_solution agenda.state_position agenda.table_position"""
    assert set(fixed.split()) <= kinds
    assert not {"process.found", "process.welcome_members"} & kinds
    assert not re.findall(r'"\$ref": "#/(?!components/schemas/)', json.dumps(whole))
