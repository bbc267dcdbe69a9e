from goodoffices.record.office import Office


class Process(Office):
    name = "goodoffices.process"
    group = "house"
    address = ""
    router = "api.router"

    rail = "partials.rail"
