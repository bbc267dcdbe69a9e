"""Of the changes that a delegation keeps, it tables what it ticks as plain proposals, and puts others aside."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.process.models import Seat
from goodoffices.record.acts import Act, Refused
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw
from goodoffices.text.acts.among import Among, Ticked, demand_kept
from goodoffices.text.acts.base import DraftId, quoted
from goodoffices.text.fitting import Table, act_of, in_order, moved
from goodoffices.text.models import Draft, MarkedChange


class TableMarkup(Among):
    """Table what is ticked of the changes that a delegation keeps: each as a plain proposal in the text’s own book.

    All of it is tabled, or nothing: what a delegation ticks may hang together. What no longer fits is named in the refusal.
    """

    kind: ClassVar[str] = "text.table_markup"
    says: ClassVar = gettext_lazy("%(by)s tabled changes that the delegation had kept: %(count)s.")
    label: ClassVar = gettext_lazy("Table what is ticked")
    field_labels: ClassVar = {
        "proposals": gettext_lazy("Changes"),
        "reasons": gettext_lazy("Comments that are said with them"),
    }

    proposals: Ticked
    reasons: Ticked = []  # those whose comment is said with them, to all who read the text
    draft: DraftId | None = None  # may be named as well; it is that of the changes

    def reaches(self, seat: Seat) -> Audience:
        """The readers of the text."""
        if self.draft is None:
            return self.audience(seat)
        found: Draft = visible_or_404(Draft, seat, self.draft)
        return found.audience

    def check(self, seat: Seat) -> None:
        changes = self._changes(seat)
        if not changes:
            raise Refused(_("Nothing is ticked. Tick what is to be tabled."), "proposals")
        demand_kept(changes, "proposals")
        if len({each.draft_id for each in changes}) > 1 or (self.draft and changes[0].draft_id != self.draft):
            raise Refused(_("These changes are of several texts. Table those of one text at a time."), "proposals")
        self._demand_that_all_fit(seat, changes)

    def _changes(self, seat: Seat) -> list[MarkedChange]:
        related = ("book", "draft", "draft__book", "provision")
        rows = MarkedChange.objects.seen_by(seat).select_related(*related).filter(id__in=self.proposals)
        return in_order(rows)

    def _demand_that_all_fit(self, seat: Seat, changes: Sequence[MarkedChange]) -> None:
        table, problems = Table(seat, changes[0].draft), []
        for change in changes:
            fit = table.fit(change, change.id in self.reasons)
            sentence = fit.sentence or (table.play(fit.act) if fit.act else "")
            if sentence:
                words = _("%(label)s, “%(words)s”: %(why)s")
                told = quoted(change.words or change.old, 80)
                problems.append(words % {"label": change.provision.label, "words": told, "why": sentence})
        if problems:
            raise Refused(
                _(
                    "Nothing was tabled, since not all of this fits the text as it stands. Untick these, then table the others: %(list)s"
                )
                % {"list": " · ".join(problems)},
                "proposals",
            )

    def tables(self, seat: Seat) -> list[Act]:
        changes = self._changes(seat)
        now = Table(seat, changes[0].draft).provisions
        return [act_of(each, moved(each, now[each.provision_id].words), each.id in self.reasons) for each in changes]

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"order": [each.id for each in self._changes(seat)]}

    def thing(self, facts: dict[str, Any]) -> str | None:
        return None

    def apply(self, entry: Entry) -> None:
        for id, tabled in zip(entry.facts["order"], entry.facts["tabled"], strict=True):
            MarkedChange.change(entry, id, state="tabled", tabled=tabled)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"count": len(set(self.proposals))}


class DropMarkup(Among):
    """Put kept changes aside for good: they stay on the delegation’s record, and are offered no more."""

    kind: ClassVar[str] = "text.drop_markup"
    says: ClassVar = gettext_lazy("%(by)s put kept changes aside: %(count)s.")
    label: ClassVar = gettext_lazy("Put aside what is ticked")
    field_labels: ClassVar = {"proposals": gettext_lazy("Changes")}

    proposals: Ticked

    def check(self, seat: Seat) -> None:
        rows = MarkedChange.objects.seen_by(seat).filter(id__in=self.proposals)
        if not self.proposals:
            raise Refused(_("Nothing is ticked. Tick what is to be put aside."), "proposals")
        demand_kept(list(rows), "proposals")

    def thing(self, facts: dict[str, Any]) -> str | None:
        return None

    def apply(self, entry: Entry) -> None:
        for id in dict.fromkeys(self.proposals):
            MarkedChange.change(entry, id, state="dropped")

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"count": len(set(self.proposals))}
