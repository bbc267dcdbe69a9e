from goodoffices.record.office import Office


class Consultation(Office):
    name = "goodoffices.consultation"
    address = "rooms/"
    router = "api.router"
