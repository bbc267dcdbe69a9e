from goodoffices.record.office import Office


class ShuttleConfig(Office):
    name = "goodoffices.shuttle"
    fragments = {"releases": "partials.releases"}

    def ready(self) -> None:
        from goodoffices.process import extensions
        from goodoffices.shuttle import partials

        extensions.things.append(partials.releases_beside)
        extensions.deeds.append(partials.deeds_on)
        extensions.rail.append(partials.rail)
