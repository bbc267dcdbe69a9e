"""Two stages of a text side by side: revisions, or what stands now."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from goodoffices.engines.brackets import Draft as Bracketed
from goodoffices.process.models import Seat
from goodoffices.record.scope import seen_by
from goodoffices.text import frozen
from goodoffices.text.models import Draft, Revision
from goodoffices.text.working import provisions_of, whole

NOW = "now"


@dataclass(frozen=True)
class Stage:
    """A revision, or the text as it stands (without one)."""

    value: str  # its number, or “now”
    name: str
    revision: Revision | None = None


def stages(revisions: list[Revision], now: str) -> list[Stage]:
    """Every revision in order, then the text as it stands."""
    return [*(Stage(str(each.revision), each.name, each) for each in revisions), Stage(NOW, now)]


def chosen(found: list[Stage], value: str, otherwise: int) -> Stage:
    """The stage with this value, else the one at that place."""
    return next((each for each in found if each.value == value), found[otherwise])


def draft_at(seat: Seat, draft: Draft, stage: Stage) -> Bracketed:
    if stage.revision is not None:
        return frozen.draft_of(stage.revision)
    return whole(draft, provisions_of(seen_by(seat), draft.id))


def redline(seat: Seat, draft: Draft, old: Stage, new: Stage) -> SafeString:
    """What came and what went, as HTML for a page."""
    from goodoffices.engines.brackets.comparing import by_ids, diff, redline_html

    before, after = draft_at(seat, draft, old), draft_at(seat, draft, new)
    # The engine escapes every word.
    return mark_safe(redline_html.fragment(diff(before, after, by_ids(before, after)), old.name, new.name))
