"""What the masthead of every page shows: the round and the session that are open, and how the talks stand."""

from goodoffices.record.acts import Act, Touched
from goodoffices.record.models import Entry


class ChangesSitting(Act):
    """An act that may open or end a round, a session or the talks themselves."""

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("sitting", entry.process_id)]
