from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "goodoffices.listening"

    def ready(self) -> None:
        from goodoffices.listening import guided, pieces
        from goodoffices.process import beside

        beside.things.append(pieces.loops_beside)
        beside.deeds.append(pieces.deeds_on)
        beside.rooms.append(pieces.guidance_in)
        beside.rail.append(pieces.rail)
        beside.conditions.append(guided.demand_heard)
