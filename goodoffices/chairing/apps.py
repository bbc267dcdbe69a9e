from django.apps import AppConfig


class ChairingConfig(AppConfig):
    name = "goodoffices.chairing"

    def ready(self) -> None:
        from goodoffices.chairing import partials, turns
        from goodoffices.process import extensions

        extensions.rooms.append(partials.chairing_in)
        extensions.conditions.append(turns.demand_turn)
