"""Who decides, when, and what follows: shared by the acts of every method."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Annotated, Any

from django.utils.translation import gettext as _

from goodoffices.agenda.settling import settle
from goodoffices.decisions.labels import REASONS
from goodoffices.decisions.models import Consent, Decision
from goodoffices.decisions.outcome import overtaken
from goodoffices.process.audience import has_members, parties_in, readers_of
from goodoffices.process.models import Party, Seat
from goodoffices.record.acts import Act, Id, Names, NotThere, Refused, Stale, Touched
from goodoffices.record.alarms import stop_alarm
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.cache import cached
from goodoffices.record.models import Entry
from goodoffices.record.scope import Scope, seen_by
from goodoffices.record.things import Noun, nouns_of

DecisionId = Annotated[Id, Names("decisions.Decision")]

USUAL = timedelta(hours=72)
SHORTEST_SILENCE = timedelta(hours=24)
LONGEST = timedelta(days=731)


class OnDecision(Act):
    """An act about one decision, in the decision's own book."""

    decision: DecisionId

    def audience(self, seat: Seat) -> Audience:
        """The decision’s own book."""
        return self.found(seat).audience

    def allowed(self, seat: Seat) -> bool:
        """Who decides for a party that was asked: its head, or who acts for the head."""
        return seat.decides and seat.party_id in self.found(seat).parties

    def possible(self, seat: Seat) -> None:
        demand_open(self.found(seat))

    def found(self, seat: Seat) -> Decision:
        decision: Decision = visible_or_404(Decision, seat, self.decision)
        return decision

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.decision

    def touches(self, entry: Entry) -> list[Touched]:
        """What stands beside the thing that it is about; of a delegation’s own entries, nothing."""
        return touched_by(entry, self.decision)


def touched_by(entry: Entry, decision: str) -> list[Touched]:
    found = Decision.objects.of(entry).filter(id=decision).first()
    return [Touched("decided", found.subject_id)] if found and found.subject_id else []


def is_lead(seat: Seat) -> bool:
    """The mediator or a co-mediator; the secretariat is neither."""
    return seat.role in ("mediator", "co_mediator")


def may_put(seat: Seat, method: str) -> bool:
    """The mediator or a co-mediator; a head by consent, where the ground rules let heads do so."""
    by_rules = seat.rules is not None and seat.rules.heads_put
    return is_lead(seat) or (seat.decides and method == "consent" and by_rules)


@cached
def open_subjects(seat: Seat) -> frozenset[str]:
    """The ids of things that a decision is open on."""
    rows = Decision.objects.seen_by(seat).open().exclude(subject=None)
    return frozenset(rows.values_list("subject_id", flat=True))


def demand_open(decision: Decision) -> None:
    if not decision.open:
        raise Refused(
            _("This has been decided: %(state)s. Read how, and put it again if that is needed.")
            % {"state": decision.state_name}
        )


def demand_time(decision: Decision, now: str) -> None:
    """For `draw`: nothing else of an act knows what time it is."""
    if decision.expires and now >= decision.expires:
        raise Refused(_("The time for this has run out. Read the outcome, which is about to be recorded."))


def demand_same_words(decision: Decision, seat: Seat) -> None:
    """Refused as stale where the thing has been reworded since the decision froze its words.

    Who joined the table later reads the frozen words alone, and is told as much.
    """
    noun = subject_seen_by(seat, decision)
    if noun is None and (why := overtaken(decision)):
        raise Refused(f"{REASONS[why]} {_('Ask for it to be put again.')}")
    if noun is None:
        return
    if not noun.stands:
        raise Refused(_("What this is about has been withdrawn. Ask for this decision to be withdrawn, too."))
    if noun.wording != decision.of_wording:
        raise Stale(noun)


def subject_of(decision: Decision, scope: Scope) -> Noun:
    """The thing that a decision is about, for whoever reads the decision: it stands in the same book."""
    if decision.subject is None:
        raise NotThere
    found = nouns_of([decision.subject], scope).get(decision.subject.id)
    if found is None:
        raise NotThere
    return found


def subject_seen_by(seat: Seat, decision: Decision) -> Noun | None:
    """The same for a seat; None where the decision has words of its own, or this seat joined after its subject was made."""
    if decision.subject is None:
        return None
    found: Noun | None = nouns_of([decision.subject], seen_by(seat)).get(decision.subject.id)
    return found


def deciding_parties(seat: Seat, audience: Audience, book: str) -> list[Party]:
    """The parties at the table that can decide there: those whose head, or who acts for it, reads this book."""
    here = parties_in(audience, Party.objects.seen_by(seat).at_the_table().order_by("mark"))
    if not has_members(audience):
        return here
    heads = readers_of(book, list(Seat.objects.seen_by(seat).heads().select_related("process", "party")))
    theirs = {head.party_id for head in heads}
    return [party for party in here if party.id in theirs]


def without_head(seat: Seat, parties: Iterable[Party]) -> list[Party]:
    """Those of these parties for whom nobody can decide now."""
    headed = set(Seat.objects.seen_by(seat).heads().values_list("party_id", flat=True))
    return [party for party in parties if party.id not in headed]


def still_asked(entry: Entry, decision: Decision) -> set[str]:
    """The parties that were asked and are still at the table."""
    # house: read for nobody: who sits at the table, for a decision whose readers all know it
    here = Party._base_manager.filter(process_id=entry.process_id, left__isnull=True).values_list("id", flat=True)
    return set(decision.parties) & set(here)


def end(entry: Entry, decision: str, state: str, **values: Any) -> None:
    """The decision has come to this; what is adopted stands on its thing as a settlement."""
    stop_alarm(entry, decision)
    Decision.change(entry, decision, state=state, ended_at=entry.at, ended=entry.number, **values)
    if state in ("adopted", "match"):
        found = Decision.objects.of(entry).select_related("book", "subject").get(id=decision)
        if found.subject:
            settle(entry, found.subject, found.method, sorted(still_asked(entry, found)))


def all_consent(entry: Entry, decision: str) -> bool:
    found = Decision.objects.of(entry).get(id=decision)
    rows = Consent.objects.of(entry).filter(decision_id=decision, withdrawn=False)
    return still_asked(entry, found) <= set(rows.values_list("party_id", flat=True))
