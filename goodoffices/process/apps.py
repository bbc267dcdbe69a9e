from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import ANY, Office, Section, Sort

THE_PROCESS = _("The process")


class Process(Office):
    name = "goodoffices.process"
    group = "setup"
    place = 2
    address = ""
    help = {
        ANY: "where-you-sit",
        "seats": "seats",
        "invitation": "seats",
        "tokens": "tokens",
        "ground-rules": "ground-rules",
        "rounds": "rounds",
        "coming-and-going": "coming-and-going",
    }
    router = "api.router"
    scripts = ("process/written.js",)

    conditions = {ANY: "standing.demand_at_the_table"}
    rail = "partials.rail"
    places = "places.people"
    finds = "places.cited"
    panels = "partials.panels"
    fragments = {"sitting": "partials.sitting"}
    todo = "todo.what_waits"
    todo_sorts = {"decisions": Sort(70, _("Decisions"))}
    changes = {
        "rules": Section("changes.rules", "process/_changed_rules.html", THE_PROCESS, label=_("Ground rules")),
        "rounds": Section("changes.rounds", "process/_changed_rounds.html", THE_PROCESS, label=_("Round")),
        "sessions": Section("changes.sessions", "process/_changed_sessions.html", THE_PROCESS, label=_("Session")),
        "programmes": Section(
            "changes.programmes", "process/_changed_programmes.html", THE_PROCESS, label=_("Programme")
        ),
    }
    dates = "dates.of_the_process"
    entails = {"process.remove_seat": "acts.sidebars.leaves_sidebars"}
