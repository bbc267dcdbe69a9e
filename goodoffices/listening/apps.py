from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "goodoffices.listening"

    def ready(self) -> None:
        from goodoffices.listening import guided, partials
        from goodoffices.process import extensions

        extensions.things.append(partials.loops_beside)
        extensions.deeds.append(partials.deeds_on)
        extensions.rooms.append(partials.guidance_in)
        extensions.rail.append(partials.rail)
        extensions.conditions.append(guided.demand_heard)
