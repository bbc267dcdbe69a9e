from goodoffices.record.office import Office


class Shuttle(Office):
    name = "goodoffices.shuttle"
    group = "talks"
    address = "shuttle/"
    router = "api.router"

    annotations = {"statement": "partials.releases_beside"}
    actions = {"statement": "partials.actions_on", "solution": "partials.actions_on"}
    rail = "partials.rail"
