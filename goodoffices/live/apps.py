from goodoffices.record.office import Office


class Live(Office):
    name = "goodoffices.live"
    address = "live/"
