from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import ANY, Office, Section, Sort


class Chairing(Office):
    name = "goodoffices.chairing"
    address = "chairing/"
    help = {ANY: "floor", "meetings": "meetings"}
    router = "api.router"
    fragments = {"floor": "partials.floor", "meeting_link": "partials.link_of_meetings"}
    stylesheets = ("chairing/chairing.css",)
    scripts = ("chairing/clock.js",)

    speaking = "partials.speaking_in"
    panels = "partials.chairing_in"
    bar = "partials.bar_in"
    sitting = "partials.where_the_table_meets"
    minuted = "partials.meetings_for_print"
    conditions = {"consultation.make_statement": "turns.demand_turn"}

    todo = "todo.what_waits"
    todo_sorts = {"floor": Sort(40, _("The floor"))}
    changes = {
        "meetings": Section(
            "changes.meetings", "chairing/_changed_meetings.html", _("Meetings on record"), label=_("Meeting")
        )
    }
    measures = "measures.of_the_table"
