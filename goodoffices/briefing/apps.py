from goodoffices.record.office import Office


class Briefing(Office):
    name = "goodoffices.briefing"
    group = "desk"
    address = "briefing/"
    router = "api.router"
    stylesheets = ("briefing/briefing.css",)

    rail = "partials.rail"
