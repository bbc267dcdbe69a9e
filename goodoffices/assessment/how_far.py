"""How far the host is with a run, as its unrecorded job says: what it looks at now, which share of that is settled, and how many
futures are found. Whoever reads the run may know it.

All three stand in the job's one number: futures, three bits of what it looks at, ten of the share in thousandths.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from goodoffices.assessment.commentary import percent
from goodoffices.assessment.models import Job, Run

STAGE_BITS, SHARE_BITS = 3, 10
MOST = 2**49  # futures that there is room for; who reads so many knows enough
OPEN = 2**SHARE_BITS - 1  # stands for a share that nobody knows

_LEAST = gettext_lazy("The fewest measures for the wish are looked for.")
#: What the host looks at, in the order in which it does: never renumbered within a release, since a job may be read by a newer one.
STAGES: dict[str, tuple[Promise | str, Promise | str]] = {
    "": ("", ""),
    "search": (
        gettext_lazy("Of all configurations %(share)s are settled: no future is missing there."),
        gettext_lazy("Those that nearly hold together are looked for."),
    ),
    "drift": (
        gettext_lazy("Where configurations drift: %(share)s of them are followed."),
        gettext_lazy("Where configurations drift is being followed."),
    ),
    "measures": (
        gettext_lazy("What measures move: %(share)s of it is followed."),
        gettext_lazy("What measures move is being followed."),
    ),
    "judges": (
        gettext_lazy("What the judges’ disagreement changes: %(share)s of the descriptors are looked at."),
        gettext_lazy("Which futures their disagreement leaves possible is being looked at."),
    ),
    "least": (_LEAST, _LEAST),
}


@dataclass(frozen=True)
class HowFar:
    """`stage` of `STAGES`; `share` of it that is settled, in thousandths, rounded down, None where nobody knows; `found`: futures."""

    stage: str = ""
    found: int = 0
    share: int | None = None

    @classmethod
    def of(cls, stage: str, found: int, share: float | None) -> "HowFar":
        # never all of it: then something else would be told
        return cls(stage, min(found, MOST), None if share is None else max(0, min(999, int(share * 1000))))

    @classmethod
    def unpacked(cls, number: int) -> "HowFar":
        rest, share = divmod(number, 2**SHARE_BITS)
        found, stage = divmod(rest, 2**STAGE_BITS)
        if not 0 < stage < len(STAGES):
            return cls()
        return cls(list(STAGES)[stage], found, None if share == OPEN else min(share, 999))

    @property
    def packed(self) -> int:
        share = OPEN if self.share is None else self.share
        return ((self.found << STAGE_BITS) + list(STAGES).index(self.stage) << SHARE_BITS) + share

    @property
    def words(self) -> str:
        known, unknown = STAGES[self.stage]
        if self.share is None:
            return str(unknown)
        return str(known) % {"share": percent(f"{self.share / 1000}")}


def how_far(run: Run) -> HowFar | None:
    """None where the host has told nothing of it. For who reads the run."""
    number = Job.objects.filter(run=run.id).values_list("found", flat=True).first()
    told = HowFar.unpacked(number or 0)
    return told if told.stage else None
