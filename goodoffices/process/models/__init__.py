"""Who sits where, under which rules, and in which round. The tables of accounts are not recorded."""

from goodoffices.process.lines import AgendaItem, Highlight
from goodoffices.process.models.accounts import Holder, Invitation
from goodoffices.process.models.coming import Accession, AccessionAcceptance, Leaving, Motion, MotionVoice
from goodoffices.process.models.languages import (
    Assignment,
    LanguagesRead,
    assignments,
    interprets_in,
    languages_read,
    read_by_side_of,
)
from goodoffices.process.models.processes import Party, Process, process_of
from goodoffices.process.models.programmes import Programme, ProgrammeItem
from goodoffices.process.models.rounds import Adoption, HighlightsAdoption, Round, Session
from goodoffices.process.models.rules import Acceptance, GroundRules, RulesDeclined
from goodoffices.process.models.seats import (
    Seat,
    closed_sidebars,
    names_of_seats,
    parties_by_name,
    seat_again,
    seat_as_it_stands,
    seat_under,
    seats_by_number,
    sidebars_opened_by,
    sides_of_seats,
)
from goodoffices.process.models.sidebars import Sidebar, SidebarWords
from goodoffices.process.models.task_forces import Membership, TaskForce, Trust

__all__ = [
    "Acceptance",
    "Accession",
    "AccessionAcceptance",
    "Adoption",
    "AgendaItem",
    "Assignment",
    "GroundRules",
    "Highlight",
    "HighlightsAdoption",
    "Holder",
    "Invitation",
    "LanguagesRead",
    "Leaving",
    "Membership",
    "Motion",
    "MotionVoice",
    "Party",
    "Process",
    "Programme",
    "ProgrammeItem",
    "Round",
    "RulesDeclined",
    "Seat",
    "Session",
    "Sidebar",
    "SidebarWords",
    "TaskForce",
    "Trust",
    "assignments",
    "closed_sidebars",
    "interprets_in",
    "languages_read",
    "names_of_seats",
    "parties_by_name",
    "process_of",
    "read_by_side_of",
    "seat_again",
    "seat_as_it_stands",
    "seat_under",
    "seats_by_number",
    "sidebars_opened_by",
    "sides_of_seats",
]
