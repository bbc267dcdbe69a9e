from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import ANY, Office, Section, Sort


class Agenda(Office):
    name = "goodoffices.agenda"
    title, home, group = _("Agenda"), "agenda:sheet", "agenda"
    address = "agenda/"
    help = {ANY: "agenda"}
    router = "api.router"

    entails = {
        "process.adopt_agenda": "acts.items.of_adopted_agenda",
        "process.leave_talks": "acts.remaining.after_leaving",
    }
    todo = "todo.what_waits"
    todo_sorts = {"reservations": Sort(60, _("Reservations"))}
    changes = {
        "new": Section("changes.raised", told=""),
        "statuses": Section("changes.statuses", "agenda/_changed_statuses.html", told="status"),
        "solutions": Section("changes.solutions", "agenda/_changed_solutions.html"),
        "stances": Section("changes.stances", "agenda/_changed_stances.html"),
        "positions": Section("changes.positions", "agenda/_changed_positions.html"),
    }
    measures = "measures.of_solutions"
