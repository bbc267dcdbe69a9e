from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import ANY, Deed, Office, Section, Sort


class Listening(Office):
    name = "goodoffices.listening"
    title, home, group = _("What was heard"), "listening:heard", "papers"
    address = "listening/"
    help = {ANY: "listening", "pulse": "pulse"}
    router = "api.router"
    fragments = {"loops": "partials.loops"}
    refresh = {ANY: "partials.loops"}
    stylesheets = ("listening/listening.css",)

    annotations = {ANY: "partials.loops_beside"}
    actions = {ANY: "partials.actions_on"}
    panels = "partials.panels_in"
    deeds = {"say-back": Deed(20, _("Say back"), "partials.says_back", "partials.say_back", by="others")}
    rail = "partials.rail"
    conditions = {"consultation.make_statement": "guided.demand_heard"}

    todo = "todo.what_waits"
    unrecorded_todo = "todo.pulse_that_waits"
    todo_sorts = {"loops": Sort(10, _("Loops of understanding"))}
    changes = {
        "loops": Section(
            "changes.loops", "listening/_changed_loops.html", _("Heard, and carried"), label=_("Listening")
        )
    }
    measures = "measures.of_loops"
