"""Ground rules and consent: what opens the talks, suspends them and ends them."""

from typing import Annotated, Any, ClassVar, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.process.acts.sitting import ChangesSitting
from goodoffices.process.labels import ATTRIBUTIONS, CALENDAR_TITLES, LANGUAGES, ON_LEAVING, REGIMES
from goodoffices.process.models import Acceptance, GroundRules, Party, Process, RulesDeclined, Seat
from goodoffices.record.acts import Act, Id, Names, Note, Refused, Words
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw

RulesId = Annotated[Id, Names("process.GroundRules")]
Language = Literal["ar", "en", "es", "fr", "ru", "tr", "zh", "de", "pt", "fa", "uk", "he", "sw", "sr", "hi"]


class ProposeGroundRules(Act):
    """Put ground rules before the heads; they bind once every head has accepted."""

    kind: ClassVar[str] = "process.propose_ground_rules"
    says: ClassVar = gettext_lazy("%(by)s proposed ground rules.")
    label: ClassVar = gettext_lazy("Propose to all heads")
    choice_labels: ClassVar = {
        "regime": REGIMES,
        "attribution": ATTRIBUTIONS,
        "on_leaving": ON_LEAVING,
        "calendar_titles": CALENDAR_TITLES,
    }
    field_labels: ClassVar = {
        "regime": gettext_lazy("Confidentiality"),
        "attribution": gettext_lazy("Attribution"),
        "languages": gettext_lazy("Languages"),
        "text": gettext_lazy("In words"),
        "on_leaving": gettext_lazy("When a party leaves"),
        "calendar_titles": gettext_lazy("Calendar feeds"),
        "observers": gettext_lazy("Observers are admitted to the plenary."),
        "sidebars": gettext_lazy("Heads of delegation may open sidebars."),
        "heads_put": gettext_lazy("Heads of delegation may put decisions by consent."),
    }

    regime: Literal["closed", "open_unless_marked"] = "closed"
    nothing_agreed: bool = True
    attribution: Literal["seat", "party"] = "seat"
    observers: bool = False
    chatham_house: bool = False
    languages: Annotated[list[Language], Field(min_length=1, max_length=15)] = ["en"]
    text: Note = ""
    even_handedness: Literal["third_party", "table"] = "third_party"
    sidebars: bool = False
    heads_put: bool = False
    on_leaving: Literal["talks_continue", "talks_adjourn"] = "talks_continue"
    calendar_titles: Literal["discreet", "titles"] = "discreet"

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def possible(self, seat: Seat) -> None:
        seat.process.demand_going()

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id()}

    def apply(self, entry: Entry) -> None:
        GroundRules.objects.of(entry).filter(state="proposed").update(state="superseded", changed=entry.number)
        GroundRules.make(entry, **self.model_dump())


class AcceptGroundRules(ChangesSitting):
    """A head accepts; with the last head's acceptance the talks are open."""

    kind: ClassVar[str] = "process.accept_ground_rules"
    says: ClassVar = gettext_lazy("%(by)s accepted the ground rules.")
    label: ClassVar = gettext_lazy("Accept for our party")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, accept for our party")
    consequence: ClassVar = gettext_lazy(
        "Your party is bound by these ground rules until it withdraws its consent. With the last head’s acceptance the talks are open."
    )

    rules: RulesId

    def allowed(self, seat: Seat) -> bool:
        return seat.decides

    def possible(self, seat: Seat) -> None:
        demand_that_stand(seat, self.rules)
        demand_not_accepted(seat, self.rules)

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        """The rules, point by point."""
        rules, called = visible_or_404(GroundRules, seat, self.rules), ProposeGroundRules.field_labels
        points = [
            (called["regime"], str(REGIMES[rules.regime])),
            (called["attribution"], str(ATTRIBUTIONS[rules.attribution])),
            (called["languages"], "\n".join(LANGUAGES.get(each, each) for each in rules.languages)),
            (called["on_leaving"], str(ON_LEAVING[rules.on_leaving])),
            (called["calendar_titles"], str(CALENDAR_TITLES[rules.calendar_titles])),
        ]
        return [*points, *([(called["text"], rules.text)] if rules.text else [])]

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        RulesDeclined.end(entry, self.rules, entry.facts["party"])
        Acceptance.make(entry, rules_id=self.rules, party_id=entry.facts["party"], seat_id=entry.actor, at=entry.at)
        if _everyone_accepts(entry, self.rules):
            _put_in_force(entry, self.rules)
        _seat_the_awaited(entry)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.rules


class WithdrawConsent(ChangesSitting):
    """A head withdraws the party's consent: the plenary and task forces rest until it is given again."""

    kind: ClassVar[str] = "process.withdraw_consent"
    says: ClassVar = gettext_lazy("%(by)s withdrew consent to the ground rules.")
    label: ClassVar = gettext_lazy("Withdraw our consent: the plenary is suspended")
    field_labels: ClassVar = {"words": gettext_lazy("Why")}
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, withdraw our consent")
    consequence: ClassVar = gettext_lazy(
        "The plenary and the task forces are suspended for everyone until every head has accepted ground rules again."
    )

    words: Note = ""

    def allowed(self, seat: Seat) -> bool:
        return seat.decides

    def possible(self, seat: Seat) -> None:
        if seat.process.state not in ("open", "suspended"):
            raise Refused(
                _("There is no consent to withdraw: the talks are not open. Leave the ground rules unaccepted.")
            )
        if (
            not Acceptance.objects.seen_by(seat)
            .filter(rules__state="in_force", party=seat.party, withdrawn=False)
            .exists()
        ):
            raise Refused(
                _("Your party’s consent has already been withdrawn. Accept the ground rules to give it again.")
            )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        Acceptance.objects.of(entry).filter(party_id=entry.facts["party"], withdrawn=False).update(
            withdrawn=True, changed=entry.number
        )
        Process.change(entry, entry.process_id, state="suspended")

    def thing(self, facts: dict[str, Any]) -> str | None:
        return None


class ConcludeProcess(Act):
    """The third party closes the process; everything stays readable."""

    kind: ClassVar[str] = "process.conclude"
    says: ClassVar = gettext_lazy("%(by)s concluded the process.")
    label: ClassVar = gettext_lazy("Conclude: nothing new begins in the plenary")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, conclude the process")
    consequence: ClassVar = gettext_lazy(
        "A concluded process is not opened again. Everything stays readable; nothing new begins in the plenary."
    )

    outcome: Words

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def possible(self, seat: Seat) -> None:
        """Old entries hold it; nobody does it now."""
        raise Refused(
            _(
                "The third party alone does not end the talks any more. Propose how they end: every head consents, or seven days pass."
            )
        )

    def apply(self, entry: Entry) -> None:
        Process.change(entry, entry.process_id, state="concluded", outcome=self.outcome)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return None


def put_in_force(entry: Entry) -> None:
    """Put the proposed ground rules in force, if every party now at the table has accepted them."""
    proposed = GroundRules.objects.of(entry).filter(state="proposed").first()
    if proposed is not None and _everyone_accepts(entry, proposed.id):
        _put_in_force(entry, proposed.id)
    elif _state_of(entry) == "suspended":
        rules = GroundRules.objects.of(entry).filter(state="in_force").first()
        if rules is not None and _everyone_accepts(entry, rules.id):
            Process.change(entry, entry.process_id, state="open")
    _seat_the_awaited(entry)


def _put_in_force(entry: Entry, rules: str) -> None:
    observers_from = _observers_from(entry, rules)
    GroundRules.objects.of(entry).filter(state="in_force").exclude(id=rules).update(
        state="superseded", changed=entry.number
    )
    GroundRules.change(entry, rules, state="in_force", observers_from=observers_from)
    if _state_of(entry) in ("preparing", "suspended", "open"):
        Process.change(entry, entry.process_id, state="open")


def _seat_the_awaited(entry: Entry) -> None:
    """A party that acceded sits at the table from when it has accepted the ground rules in force."""
    accepted = Acceptance.objects.of(entry).filter(rules__state="in_force", withdrawn=False)
    awaited = Party.objects.of(entry).filter(acceded=True, sits_from__isnull=True, left__isnull=True)
    awaited.filter(id__in=list(accepted.values_list("party_id", flat=True))).update(
        sits_from=entry.number, changed=entry.number
    )


def _state_of(entry: Entry) -> str:
    return str(Process.objects.of(entry).values_list("state", flat=True).get(id=entry.process_id))


def _observers_from(entry: Entry, rules: str) -> int | None:
    """From which number on observers read; admitted without a break, they keep what they have read."""
    if not GroundRules.objects.of(entry).get(id=rules).observers:
        return None
    before = GroundRules.objects.of(entry).filter(state="in_force").first()
    return before.observers_from if before and before.observers_from else entry.number


def demand_that_stand(seat: Seat, id: str) -> GroundRules:
    """These ground rules, unless newer ones have taken their place."""
    rules: GroundRules = visible_or_404(GroundRules, seat, id)
    if rules.state == "superseded":
        raise Refused(_("These ground rules have been replaced. Read the newer ones."))
    return rules


def demand_not_accepted(seat: Seat, id: str) -> None:
    """Whether this seat's party still has to answer these ground rules, in talks that go on."""
    if Acceptance.objects.seen_by(seat).filter(rules=id, party=seat.party, withdrawn=False).exists():
        raise Refused(_("Your party has already accepted these ground rules. They are waiting for the other parties."))
    seat.process.demand_going()


def _everyone_accepts(entry: Entry, rules: str) -> bool:
    parties = set(Party.objects.of(entry).at_the_table().values_list("id", flat=True))
    accepted = set(
        Acceptance.objects.of(entry).filter(rules_id=rules, withdrawn=False).values_list("party_id", flat=True)
    )
    return len(parties) >= 2 and parties <= accepted
