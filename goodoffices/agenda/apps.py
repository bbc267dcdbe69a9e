from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import ANY, Office, Section, Sort


class Agenda(Office):
    name = "goodoffices.agenda"
    title, home, group = _("Agenda"), "agenda:sheet", "papers"
    place = 1
    address = "agenda/"
    help = {ANY: "agenda"}
    router = "api.router"

    entails = {
        "process.adopt_agenda": "acts.items.of_adopted_agenda",
        "process.leave_talks": "acts.remaining.after_leaving",
    }
    annotations = {"programme_item": "programmed.issues_beside"}
    places = "queries.places"
    todo = "todo.what_waits"
    todo_sorts = {"reservations": Sort(60, _("Reservations"))}
    changes = {
        "new": Section("changes.raised", told="", label=_("Issue raised")),
        "statuses": Section("changes.statuses", "agenda/_changed_statuses.html", told="status", label=_("Status")),
        "solutions": Section("changes.solutions", "agenda/_changed_solutions.html", label=_("Prospective solution")),
        "stances": Section("changes.stances", "agenda/_changed_stances.html", label=_("Stance")),
        "positions": Section("changes.positions", "agenda/_changed_positions.html", label=_("Position")),
    }
    measures = "measures.of_solutions"
