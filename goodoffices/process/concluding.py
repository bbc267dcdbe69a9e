"""When a motion on the course of the talks is carried, and what follows from it."""

from goodoffices.process.models import Motion, MotionVoice, Party, Process
from goodoffices.record.models import Entry

STATE_AFTER = {"agreement": "concluded", "ended_without": "concluded", "adjourned_sine_die": "adjourned", "": "open"}


def carry_motions(entry: Entry) -> None:
    """Carry the motion that waits, if every party now at the table consents."""
    motion = Motion.objects.of(entry).filter(state="proposed").first()
    if motion is None:
        return
    parties = set(Party.objects.of(entry).at_the_table().values_list("id", flat=True))
    voices = MotionVoice.objects.of(entry).filter(motion=motion, current=True, says="consents")
    if parties and parties <= set(voices.values_list("party_id", flat=True)):
        carry(entry, motion, "consent", "")


def carry(entry: Entry, motion: Motion, how: str, by: str) -> None:
    Motion.change(entry, motion.id, state="carried")
    ended = {"ended_as": motion.outcome, "ended_at": entry.at, "ended_how": how, "ended_by": by}
    if not motion.outcome:
        ended = dict.fromkeys(ended, "")
    words = motion.words if motion.outcome else ""
    Process.change(entry, entry.process_id, state=STATE_AFTER[motion.outcome], outcome=words, **ended)
