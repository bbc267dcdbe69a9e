from goodoffices.record.office import Office


class ChairingConfig(Office):
    name = "goodoffices.chairing"
    fragments = {"floor": "partials.floor"}

    def ready(self) -> None:
        from goodoffices.chairing import partials, turns
        from goodoffices.process import extensions

        extensions.rooms.append(partials.chairing_in)
        extensions.conditions.append(turns.demand_turn)
