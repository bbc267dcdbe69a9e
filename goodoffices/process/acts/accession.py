"""A further party joins talks that are open: proposed, accepted by every head at the table, and then admitted."""

from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.process.acts.founding import Key, demand_new_name, opening
from goodoffices.process.audience import caucus_of, delegation_of
from goodoffices.process.models import Accession, AccessionAcceptance, Party, Seat
from goodoffices.record.acts import Act, Id, Line, Names, Note, Opening, Refused
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.models import Entry
from goodoffices.record.scope import row_named
from goodoffices.record.source import Draw

AccessionId = Annotated[Id, Names("process.Accession")]


class ProposeAccession(Act):
    """Propose that a further party joins the talks, or that one that left comes back."""

    kind: ClassVar[str] = "process.propose_accession"
    says: ClassVar = gettext_lazy("%(by)s proposed that %(name)s joins the talks.")
    label: ClassVar = gettext_lazy("Propose the party to all heads")
    field_labels: ClassVar = {"party": gettext_lazy("Short key"), "words": gettext_lazy("Why")}

    party: Key
    name: Line
    words: Note = ""

    def allowed(self, seat: Seat) -> bool:
        """The mediator, a co-mediator, or any head of delegation."""
        return seat.decides or seat.role in ("mediator", "co_mediator")

    def possible(self, seat: Seat) -> None:
        _demand_going(seat)

    def check(self, seat: Seat) -> None:
        if Accession.objects.seen_by(seat).filter(key=self.party, state="proposed").exists():
            raise Refused(_("This party has already been proposed. Wait for the heads to accept it."))
        known = Party.objects.seen_by(seat).filter(key=self.party).first()
        if known is None:
            demand_new_name(seat, f"{self.name} caucus", f"{self.name} delegation")
        elif known.left is None:
            raise Refused(_("There is already a party with this key. Choose another."), "party")
        elif known.name != self.name:
            raise Refused(_("A party with this key left under another name. Enter its name as it was."), "name")

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id()}

    def apply(self, entry: Entry) -> None:
        Accession.make(entry, key=self.party, name=self.name, words=self.words, seat_id=entry.actor)


class _OnAccession(Act):
    """An act on an accession that waits."""

    accession: AccessionId

    def allowed(self, seat: Seat) -> bool:
        return seat.decides

    def possible(self, seat: Seat) -> None:
        _demand_going(seat)
        if not visible_or_404(Accession, seat, self.accession).stands:
            raise Refused(_("This accession has been decided. Propose it again if needed."))

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {**super().gaps(entry), "name": row_named(Accession, self.accession).name}


class AcceptAccession(_OnAccession):
    """A head accepts that the party joins; with the last head’s acceptance it is admitted."""

    kind: ClassVar[str] = "process.accept_accession"
    says: ClassVar = gettext_lazy("%(by)s accepted that %(name)s joins the talks.")
    label: ClassVar = gettext_lazy("Accept for our party")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, accept for our party")
    consequence: ClassVar = gettext_lazy(
        "With the last head’s acceptance the party is admitted. It reads the plenary from then on, and counts once it has accepted the ground rules."
    )

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if AccessionAcceptance.objects.seen_by(seat).filter(accession_id=self.accession, party=seat.party_id).exists():
            raise Refused(_("Your party has already accepted this accession. It is waiting for the other parties."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        AccessionAcceptance.make(entry, accession_id=self.accession, party_id=entry.facts["party"], at=entry.at)

    def entails(self, seat: Seat, entry: Entry) -> list[Act]:
        return accepted_by_all(entry)

    def thing(self, facts: dict[str, Any]) -> str | None:
        return self.accession


class DeclineAccession(_OnAccession):
    """A head declines that the party joins, which ends the proposal."""

    kind: ClassVar[str] = "process.decline_accession"
    says: ClassVar = gettext_lazy("%(by)s declined that %(name)s joins the talks.")
    label: ClassVar = gettext_lazy("Decline: this ends the proposal")
    field_labels: ClassVar = {"words": gettext_lazy("Why")}
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, decline")
    consequence: ClassVar = gettext_lazy("The proposal ends for everyone. The party can be proposed again.")

    words: Note = ""

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        party = entry.facts["party"]
        Accession.change(entry, self.accession, state="declined", declined_by_id=party, declined_in=self.words)


class WithdrawAccession(_OnAccession):
    """Whoever proposed the party takes the proposal back."""

    kind: ClassVar[str] = "process.withdraw_accession"
    says: ClassVar = gettext_lazy("%(by)s withdrew the proposal that %(name)s joins the talks.")
    label: ClassVar = gettext_lazy("Withdraw the proposal")

    def allowed(self, seat: Seat) -> bool:
        """The seat that proposed it."""
        return bool(visible_or_404(Accession, seat, self.accession).seat_id == seat.id)

    def apply(self, entry: Entry) -> None:
        Accession.change(entry, self.accession, state="withdrawn")


class AdmitAccedingParty(Act):
    """What every head at the table has accepted: the party is admitted, and reads the plenary from here on."""

    kind: ClassVar[str] = "process.admit_acceding_party"
    only_entailed: ClassVar[bool] = True
    says: ClassVar = gettext_lazy("%(name)s was admitted as a party, as every head at the table had accepted.")

    accession: AccessionId

    def allowed(self, seat: Seat) -> bool:
        """The head whose acceptance was the last, or whose leaving left only those who had accepted."""
        return seat.decides

    def hides_author(self, seat: Seat) -> bool:
        return True  # all heads together

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        accession = Accession.objects.seen_by(seat).get(id=self.accession)
        named = {"party": accession.key, "name": accession.name}
        known = Party.objects.seen_by(seat).filter(key=accession.key).first()
        if known:
            return {"id": known.id, "back": True, **named}
        return {"id": draw.id(), "mark": Party.objects.seen_by(seat).count() + 1, **named}

    def opens(self, facts: dict[str, Any]) -> list[Opening]:
        if "back" in facts:
            return []
        return [
            opening(facts, delegation_of(facts["party"]), f"{facts['name']} delegation"),
            opening(facts, caucus_of(facts["party"]), f"{facts['name']} caucus"),
        ]

    def apply(self, entry: Entry) -> None:
        Accession.change(entry, self.accession, state="admitted")
        if "back" in entry.facts:
            Party.change(entry, entry.id, left=None, acceded=True, sits_from=None, reads_from=entry.number)
            return
        Party.make(
            entry,
            process_id=entry.process_id,
            key=entry.facts["party"],
            name=entry.facts["name"],
            mark=entry.facts["mark"],
            acceded=True,
            reads_from=entry.number,
        )

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"name": entry.facts["name"]}


def accepted_by_all(entry: Entry) -> list[Act]:
    """The admissions that every party then at the table has accepted, and that wait."""
    parties = set(Party.objects.of(entry).at_the_table().values_list("id", flat=True))
    found: list[Act] = []
    for accession in Accession.objects.of(entry).filter(state="proposed").order_by("number"):
        accepting = AccessionAcceptance.objects.of(entry).filter(accession=accession)
        if parties and parties <= set(accepting.values_list("party_id", flat=True)):
            found.append(AdmitAccedingParty(accession=accession.id))
    return found


def _demand_going(seat: Seat) -> None:
    if seat.process.state == "preparing":
        raise Refused(_("The talks are still being prepared. The third party admits the parties."))
    if seat.process.state != "open":
        raise Refused(_("The talks are suspended. Propose further parties once they are open again."))
