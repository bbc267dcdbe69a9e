from django.apps import AppConfig


class ChairingConfig(AppConfig):
    name = "goodoffices.chairing"

    def ready(self) -> None:
        from goodoffices.chairing import pieces, turns
        from goodoffices.process import beside

        beside.rooms.append(pieces.chairing_in)
        beside.conditions.append(turns.demand_turn)
