from django.apps import AppConfig


class BriefingConfig(AppConfig):
    name = "goodoffices.briefing"

    def ready(self) -> None:
        from goodoffices.briefing import partials
        from goodoffices.process import extensions

        extensions.rail.append(partials.rail)
