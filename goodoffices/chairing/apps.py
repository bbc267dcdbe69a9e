from goodoffices.record.office import Office


class Chairing(Office):
    name = "goodoffices.chairing"
    address = "chairing/"
    router = "api.router"
    stylesheets = ("chairing/chairing.css",)
    scripts = ("chairing/clock.js",)

    panels = "partials.chairing_in"
    conditions = {"consultation.make_statement": "turns.demand_turn"}
