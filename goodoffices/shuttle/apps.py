from django.apps import AppConfig


class ShuttleConfig(AppConfig):
    name = "goodoffices.shuttle"

    def ready(self) -> None:
        from goodoffices.process import extensions
        from goodoffices.shuttle import partials

        extensions.things.append(partials.releases_beside)
        extensions.deeds.append(partials.deeds_on)
        extensions.rail.append(partials.rail)
