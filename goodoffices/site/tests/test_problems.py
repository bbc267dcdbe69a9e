"""What the API answers when something is refused."""

from tests.cast import Api


def test_a_refusal_says_which_field_it_is_about(river, amara):
    refused = Api(amara).act("process.set_programme", {"round": _round(amara), "day": "2025-06-06", "items": []})
    answer = refused.json()
    assert refused.status_code == 422 and answer["type"] == "/problems/refused"
    assert answer["errors"] == {"day": [answer["detail"]]}


def test_a_refusal_that_is_about_no_field_names_none(river, amara):
    admitted = Api(amara).act("process.admit_party", {"party": "east", "name": "East"}).json()
    assert admitted["type"] == "/problems/refused" and admitted["errors"] == {}


def _round(amara):
    framed = {"title": "Round 1", "venue": "Vienna", "begins": "2025-05-05", "ends": "2025-05-09"}
    return Api(amara).act("process.frame_round", framed).json()["id"]
