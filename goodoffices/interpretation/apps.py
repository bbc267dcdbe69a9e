from django.apps import AppConfig


class InterpretationConfig(AppConfig):
    name = "goodoffices.interpretation"

    def ready(self) -> None:
        from goodoffices.interpretation import pieces, warning
        from goodoffices.process import beside

        # Before what was heard of a thing, or may travel of it, stand its own words in another language.
        beside.things.insert(0, pieces.renderings_beside)
        beside.deeds.insert(0, pieces.deeds_on)
        beside.rooms.append(pieces.choice_in)
        beside.rail.append(pieces.rail)
        beside.touched.append(pieces.reworded)
        beside.warnings.append(warning.of_divergent_terms)
