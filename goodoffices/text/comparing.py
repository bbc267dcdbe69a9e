"""Two stages of a text side by side: revisions, or what stands now."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

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


def both(found: list[Stage], old: str, new: str) -> tuple[Stage, Stage]:
    """The two stages with these values; for one that there is not, the last but one, and the last."""
    by_value = {each.value: each for each in found}
    return by_value.get(old, found[max(0, len(found) - 2)]), by_value.get(new, found[-1])


def last_differing(seat: Seat, draft: Draft, found: list[Stage]) -> tuple[Stage, Stage]:
    """The latest two stages of which the later says something else; the last two, where all say the same."""
    texts = {found[-1].value: draft_at(seat, draft, found[-1]).text}
    for old, new in zip(found[-2::-1], found[:0:-1], strict=True):
        texts[old.value] = draft_at(seat, draft, old).text
        if texts[old.value] != texts[new.value]:
            return old, new
    return (found[-2], found[-1]) if len(found) > 1 else (found[-1], found[-1])


def draft_at(seat: Seat, draft: Draft, stage: Stage) -> Bracketed:
    if stage.revision is not None:
        return frozen.draft_of(stage.revision)
    return whole(draft, provisions_of(seen_by(seat), draft.id))


def redline(seat: Seat, draft: Draft, old: Stage, new: Stage) -> SafeString:
    """What came and what went, as HTML for a page."""
    from goodoffices.engines.brackets.comparing import by_ids, redline_html

    before, after = draft_at(seat, draft, old), draft_at(seat, draft, new)
    # The engine escapes every word.
    return mark_safe(redline_html.fragment(before, after, by_ids(before, after), words=in_this_language()))


def in_this_language() -> dict[str, str]:
    """The words that a redline shows besides the text's own."""
    return {key: _(sentence) % GAPS for key, sentence in WORDS.items()}


GAPS = {gap: f"{{{gap}}}" for gap in ("n", "of", "label")}  # the engine fills them

#: As the engine says them, for the catalogue.
WORDS = {
    "same": gettext_noop("unchanged"),
    "cleaned": gettext_noop("cleaned"),
    "bracketed": gettext_noop("bracketed"),
    "edited": gettext_noop("edited"),
    "moved": gettext_noop("moved"),
    "added": gettext_noop("added"),
    "removed": gettext_noop("removed"),
    "renumbered": gettext_noop("renumbered"),
    "split": gettext_noop("split"),
    "merged": gettext_noop("merged"),
    "figures": gettext_noop("What changed"),
    "inserted": gettext_noop("words that came"),
    "deleted": gettext_noop("words that went"),
    "before": gettext_noop("brackets before"),
    "after": gettext_noop("brackets after"),
    "came": gettext_noop("What came"),
    "went": gettext_noop("what went"),
    "bracket came": gettext_noop("a bracket came, its words stay"),
    "bracket went": gettext_noop("a bracket went, its words stay"),
    "rest": gettext_noop("all else stands in both."),
    "only": gettext_noop("Show only what changed"),
    "first": gettext_noop("Go to the first change"),
    "none": gettext_noop("Nothing changed."),
    "place": gettext_noop("change %(n)s of %(of)s"),
    "previous": gettext_noop("Previous"),
    "next": gettext_noop("Next"),
    "words stay": gettext_noop("words stay"),
    "article": gettext_noop("Article %(label)s"),
    "option": gettext_noop("Option %(label)s"),
}
