"""A process and its parties."""

from django.db import models
from django.utils.translation import gettext as _

from goodoffices.process import audience as audiences
from goodoffices.process.labels import MAY_PROPOSE, STATES
from goodoffices.process.models.sidebars import is_closed
from goodoffices.record.acts import Refused
from goodoffices.record.audience import Audience
from goodoffices.record.cache import remembered_of_table
from goodoffices.record.models import Entry, Recorded


class Process(Recorded):
    structural = True
    seating = True

    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    notice = models.CharField(max_length=300, blank=True)
    field = models.CharField(max_length=20, default="diplomacy")
    mandate = models.CharField(max_length=20)
    place = models.CharField(max_length=300, blank=True)
    zone = models.CharField(max_length=64, default="UTC")
    state = models.CharField(max_length=12, default="preparing")
    outcome = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title

    @property
    def state_name(self) -> str:
        return str(STATES[self.state])

    @property
    def may_propose(self) -> bool:
        """Whether the mandate lets the third party put proposals of its own."""
        return self.mandate in MAY_PROPOSE

    def takes(self, audience: Audience) -> bool:
        """Whether talk in this audience's rooms is open in the present state."""
        return (self.state == "open" or audiences.goes_on(audience)) and not is_closed(self.id, audience)

    def demand_going(self) -> None:
        if self.state == "concluded":
            raise Refused(_("The process is concluded. Found a new one to go on."))

    def demand_open(self, audience: Audience) -> None:
        if self.takes(audience):
            return
        if audiences.is_sidebar(audience):
            raise Refused(_("This sidebar is closed and stays as it is. Open another to go on."))
        if self.state == "preparing":
            raise Refused(
                _(
                    "The plenary opens once every head of delegation has accepted the ground rules. Until then, use your caucus or delegation room."
                )
            )
        if self.state == "suspended":
            raise Refused(
                _(
                    "The talks are suspended: a party has withdrawn its consent. Use your caucus or delegation room until the ground rules are accepted again."
                )
            )
        raise Refused(
            _(
                "The process is concluded. Nothing more is said here; use your caucus or delegation room, or found a new process."
            )
        )


class Party(Recorded):
    structural = True
    seating = True

    process = models.ForeignKey(Process, models.PROTECT, related_name="parties")
    key = models.CharField(max_length=24)
    name = models.CharField(max_length=300)
    mark = models.PositiveSmallIntegerField()  # 1, 2, 3 …: its accent, in the order of admission

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "key"], name="one_party_per_key")]

    def __str__(self) -> str:
        return self.name

    @property
    def letter(self) -> str:
        """The mark beside its colour, which never carries meaning alone."""
        return self.name[:1]


def process_of(entry: Entry) -> Process:
    """The process of an entry, as it is now."""
    id = entry.process_id
    # house: read for nobody: the process of an entry, as it stands
    found: Process = remembered_of_table(id, entry.table_version, "process", lambda: Process._base_manager.get(id=id))
    return found
