from django.apps import AppConfig


class ShuttleConfig(AppConfig):
    name = "goodoffices.shuttle"

    def ready(self) -> None:
        from goodoffices.process import beside
        from goodoffices.shuttle import pieces

        beside.things.append(pieces.releases_beside)
        beside.deeds.append(pieces.deeds_on)
        beside.rail.append(pieces.rail)
