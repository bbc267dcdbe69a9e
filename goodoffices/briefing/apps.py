from django.apps import AppConfig


class BriefingConfig(AppConfig):
    name = "goodoffices.briefing"

    def ready(self) -> None:
        from goodoffices.briefing import pieces
        from goodoffices.process import beside

        beside.rail.append(pieces.rail)
