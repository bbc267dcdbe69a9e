from goodoffices.record.office import Office


class ListeningConfig(Office):
    name = "goodoffices.listening"
    fragments = {"loops": "partials.loops"}

    def ready(self) -> None:
        from goodoffices.listening import guided, partials
        from goodoffices.process import extensions

        extensions.things.append(partials.loops_beside)
        extensions.deeds.append(partials.deeds_on)
        extensions.rooms.append(partials.guidance_in)
        extensions.rail.append(partials.rail)
        extensions.conditions.append(guided.demand_heard)
