from goodoffices.record.office import Office


class InterpretationConfig(Office):
    name = "goodoffices.interpretation"
    fragments = {"renderings": "partials.renderings"}
    refresh = {"statement": "partials.renderings"}

    def ready(self) -> None:
        from goodoffices.interpretation import partials, warning
        from goodoffices.process import extensions

        # Before what was heard of a thing, or may travel of it, stand its own words in another language.
        extensions.things.insert(0, partials.renderings_beside)
        extensions.deeds.insert(0, partials.deeds_on)
        extensions.rooms.append(partials.choice_in)
        extensions.rail.append(partials.rail)
        extensions.warnings.append(warning.of_divergent_terms)
