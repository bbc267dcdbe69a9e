from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import Office, Sort


class Chairing(Office):
    name = "goodoffices.chairing"
    address = "chairing/"
    router = "api.router"
    fragments = {"floor": "partials.floor"}
    stylesheets = ("chairing/chairing.css",)
    scripts = ("chairing/clock.js",)

    speaking = "partials.speaking_in"
    panels = "partials.chairing_in"
    conditions = {"consultation.make_statement": "turns.demand_turn"}

    todo = "todo.what_waits"
    todo_sorts = {"floor": Sort(40, _("The floor"))}
    measures = "measures.of_the_floor"
