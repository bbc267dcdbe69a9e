"""A process and its parties."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from goodoffices.process import audience as audiences
from goodoffices.process.labels import ENDED_HOW, MAY_PROPOSE, OUTCOMES, STATES
from goodoffices.process.models.sidebars import is_closed
from goodoffices.record.acts import Refused
from goodoffices.record.audience import Audience
from goodoffices.record.cache import remembered_of_table
from goodoffices.record.models import Entry, Recorded, ScopedQuerySet


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
    ended_as = models.CharField(
        max_length=20, blank=True
    )  # see OUTCOMES; empty: concluded before outcomes were told apart
    ended_at = models.CharField(max_length=24, blank=True)
    ended_how = models.CharField(max_length=12, blank=True)  # consent, notice, leaving
    ended_by = models.CharField(max_length=300, blank=True)  # the seat or party whose act ended it, by its name then

    def __str__(self) -> str:
        return self.title

    @property
    def state_name(self) -> str:
        return str(STATES[self.state])

    @property
    def may_propose(self) -> bool:
        """Whether the mandate lets the third party put proposals of its own."""
        return self.mandate in MAY_PROPOSE

    @property
    def ended_in_words(self) -> str:
        """What it came to, such as “Adjourned sine die”; empty where nobody said so."""
        return str(OUTCOMES[self.ended_as]) if self.ended_as else ""

    @property
    def ended_how_in_words(self) -> str:
        return str(ENDED_HOW[self.ended_how]) if self.ended_how else ""

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
        if self.state == "adjourned":
            raise Refused(
                _(
                    "The talks are adjourned. Use your caucus or delegation room until they are resumed with every head’s consent."
                )
            )
        raise Refused(
            _(
                "The process is concluded. Nothing more is said here; use your caucus or delegation room, or found a new process."
            )
        )


class PartyRows(ScopedQuerySet):
    def at_the_table(self) -> Self:
        """Those that count: neither gone, nor admitted by accession and yet to accept the ground rules."""
        return self.filter(Q(acceded=False) | Q(sits_from__isnull=False), left__isnull=True)


class Party(Recorded):
    structural = True
    seating = True

    process = models.ForeignKey(Process, models.PROTECT, related_name="parties")
    key = models.CharField(max_length=24)
    name = models.CharField(max_length=300)
    mark = models.PositiveSmallIntegerField()  # 1, 2, 3 …: its accent, in the order of admission
    acceded = models.BooleanField(default=False)  # admitted to talks that were open already
    sits_from = models.PositiveBigIntegerField(null=True)  # the number by which a party that acceded came to the table
    reads_from = models.PositiveBigIntegerField(null=True)  # from where on it reads the plenary; null: from the first
    left = models.PositiveBigIntegerField(null=True)  # the number of the entry by which it left

    objects: ClassVar[Any] = PartyRows.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "key"], name="one_party_per_key")]

    def __str__(self) -> str:
        return self.name

    @property
    def awaited(self) -> bool:
        """Whether it has been admitted and has yet to accept the ground rules."""
        return self.left is None and self.acceded and self.sits_from is None

    @property
    def at_the_table(self) -> bool:
        return self.left is None and not self.awaited

    @property
    def seated_by(self) -> int:
        """The number by which it came to the table this time."""
        return self.sits_from or self.number

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
