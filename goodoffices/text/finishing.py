"""What the pages of a text, a provision and a revision show beside the brackets: the single text, and how it ends."""

from typing import Any

from goodoffices.process.audience import is_third_party
from goodoffices.process.models import Seat
from goodoffices.text import ending, languages, single
from goodoffices.text.agreed import agreement_on
from goodoffices.text.clause_check import check_of, missing_in_words
from goodoffices.text.linked import issues_of
from goodoffices.text.models import Draft, Provision, Revision
from goodoffices.text.testimonium import testimonium


def of_draft(seat: Seat, draft: Draft) -> dict[str, Any]:
    """For the page of a text."""
    one = single.single_of(seat, draft.id) if draft.single else None
    return {
        "one": one,
        "series": single.series_of(seat, one) if one else [],
        "singles": single.latest_singles(seat) if is_third_party(draft.audience) else [],
        "next_of": single.taken_from(seat, draft.id) if is_third_party(draft.audience) else None,
        "authentic": languages.authentic_of(seat, draft),
        "final": ending.final_revision(seat, draft),
        "linked": issues_of(seat, draft),
    }


def of_provision(seat: Seat, provision: Provision) -> dict[str, Any]:
    """For the page of a provision."""
    draft = provision.draft
    said = single.criticism_on(seat, draft.id).get(provision.id, []) if draft.single else []
    wanted = languages.authentic_of(seat, draft).languages if languages.says_something(provision) else ()
    versions = languages.versions_of(seat, draft, [provision], wanted)[provision.id]
    state = agreement_on(seat, provision).state
    checked = check_of(seat, draft, provision)
    return {
        "criticism": single.sides_apart(said),
        "positions": single.own_positions(seat) if draft.single else [],
        "checked": checked,
        "duties": [(row, each, missing_in_words(each, row.words)) for row, each in checked.elements],
        "linked": issues_of(seat, draft),
        "condition": languages.condition_in_words(state, versions),
        "versions": languages.versions_of(seat, draft, [provision], _shown(seat, draft, wanted))[provision.id],
    }


def of_revision(seat: Seat, revision: Revision) -> dict[str, Any]:
    """For the page of a revision."""
    found = ending.ending_of(seat, revision)
    draft = revision.draft
    return {
        "ending": found,
        "obstacles": ending.obstacles(seat, revision),
        "testimonium": testimonium(found.first) if found.first else "",
        "authentic": languages.authentic_of(seat, draft),
        "final": ending.final_revision(seat, draft),
        "signing": _signing(seat, found),
    }


def _signing(seat: Seat, found: ending.Ending) -> dict[str, Any]:
    """What stands in the form of a signature at first: the testimonium of the one before, else the agreed languages."""
    if before := found.first:
        return {
            "place": before.place,
            "date": before.date,
            "languages": before.languages,
            "depositary": before.depositary,
        }
    named = list(languages.authentic_of(seat, found.revision.draft).languages)
    return {"place": "", "date": "", "languages": named, "depositary": ""}


def _shown(seat: Seat, draft: Draft, authentic: tuple[str, ...]) -> list[str]:
    """The authentic languages, then those into which anything was rendered; not the original's."""
    every = dict.fromkeys([*authentic, *languages.languages_rendered(seat, draft)])
    return [code for code in every if code != languages.original_of(draft)[0]]
