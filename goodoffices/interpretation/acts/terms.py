"""The glossary: terms proposed, agreed, agreed to differ on, left open on purpose, or avoided."""

from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from goodoffices.interpretation.labels import TERM_STATES
from goodoffices.interpretation.models import Term, TermAcceptance, Usage
from goodoffices.process.acts.rules import Language
from goodoffices.process.attribution import Attributed
from goodoffices.process.audience import in_audience, is_room, is_table
from goodoffices.process.models import Party, Seat
from goodoffices.record.acts import Called, Id, InBook, Line, Names, Note, Refused, Words
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.scope import row_named
from goodoffices.record.source import Draw

TermId = Annotated[Id, Names("interpretation.Term")]


class ProposeTerm(Attributed, InBook):
    """Propose a term for the glossary, in one language or several; or for a list of one’s own, in the book that is named."""

    kind: ClassVar[str] = "interpretation.propose_term"
    says: ClassVar = gettext_lazy("%(by)s proposed the term “%(title)s”.")
    label: ClassVar = gettext_lazy("Propose the term")
    field_labels: ClassVar = {"meaning": gettext_lazy("What it means"), "note": gettext_lazy("A note")}

    called: Annotated[dict[Language, Line], Field(min_length=1, max_length=15)]
    attested: Annotated[dict[Language, Note], Field(max_length=15)] = {}  # where each was found; empty: nowhere
    meaning: Note = ""
    note: Note = ""

    def allowed(self, seat: Seat) -> bool:
        """Everyone who takes part, interpreters too."""
        return not seat.observes

    def possible(self, seat: Seat) -> None:
        book = self.audience(seat)
        if not is_room(book):
            raise Refused(
                _("The public book holds no glossary. Propose the term in the plenary, or in your room’s book.")
            )
        _demand_time(seat, book)

    def check(self, seat: Seat) -> None:
        book = self.audience(seat)
        code, word = next(iter(self.called.items()))  # a glossary may be long: only those that share a word are read
        there = Term.objects.seen_by(seat).filter(in_audience(book), **{f"called__{code}": word})
        if any(term.called == self.called for term in there):
            raise Refused(_("“%(title)s” is already in this glossary. Look at it there.") % {"title": self.title})

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id()}

    def apply(self, entry: Entry) -> None:
        Term.make(
            entry,
            called=dict(self.called),
            attested=dict(self.attested),
            meaning=self.meaning,
            note=self.note,
            at=entry.at,
        )

    @property
    def title(self) -> str:
        return Term(called=self.called).title

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": self.title}


class _OnTerm(Attributed):
    """An act about one term, in its own book."""

    term: TermId

    def found(self, seat: Seat) -> Term:
        row: Term = visible_or_404(Term, seat, self.term)
        return row

    def audience(self, seat: Seat) -> Audience:
        """The term’s own book."""
        return self.found(seat).audience

    def possible(self, seat: Seat) -> None:
        _demand_time(seat, self.audience(seat))

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"title": _called(self.term)}


class AcceptTerm(_OnTerm):
    """A head agrees on a term for its party; with the last party the term is agreed."""

    kind: ClassVar[str] = "interpretation.accept_term"
    says: ClassVar = gettext_lazy("%(by)s agreed on the term “%(title)s”.")
    label: ClassVar = gettext_lazy("Agree on this term")
    solemn: ClassVar[bool] = True
    yes: ClassVar = gettext_lazy("Yes, agree on this term")
    consequence: ClassVar = gettext_lazy(
        "Once the last party agrees, the term is agreed and cannot be changed: a new one would have to be proposed."
    )

    def allowed(self, seat: Seat) -> bool:
        return seat.decides

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        term = self.found(seat)
        if not is_table(term.audience):
            raise Refused(_("This is your own list. Propose the term in the plenary to agree on it with the others."))
        if term.status == "agreed":
            raise Refused(_("This term is already agreed. There is nothing left to do."))
        if term.status != "proposed":
            raise Refused(_("This term is on record with another status. Ask the third party to take it up again."))
        if _standing(TermAcceptance.objects.seen_by(seat), self.term).filter(party=seat.party).exists():
            raise Refused(_("Your party has already agreed on this term. It is waiting for the other parties."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {
            "acceptance": draw.id("acceptance"),
            "party": seat.party_id,
            "parties": Party.objects.seen_by(seat).at_the_table().count(),
        }

    def apply(self, entry: Entry) -> None:
        facts = entry.facts
        TermAcceptance.make(entry, id=facts["acceptance"], term_id=self.term, party_id=facts["party"], at=entry.at)
        here = Party.objects.of(entry).at_the_table().values("id")
        if _standing(TermAcceptance.objects.of(entry), self.term).filter(party__in=here).count() == facts["parties"]:
            Term.change(entry, self.term, status="agreed")


class StateUsage(_OnTerm):
    """A head says what its party means by a term."""

    kind: ClassVar[str] = "interpretation.state_usage"
    says: ClassVar = gettext_lazy("%(by)s said what the term “%(title)s” means to its party: %(text)s")
    label: ClassVar = gettext_lazy("Put our usage on record")

    usage: Words

    def allowed(self, seat: Seat) -> bool:
        return seat.decides

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if self.found(seat).status == "agreed":
            raise Refused(_("This term is agreed. Propose another term if it no longer says the same to all."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"usage": draw.id("usage"), "party": seat.party_id}

    def apply(self, entry: Entry) -> None:
        party = entry.facts["party"]
        before = Usage.objects.of(entry).filter(term_id=self.term, party_id=party, current=True)
        before.update(current=False, changed=entry.number)
        Usage.make(entry, id=entry.facts["usage"], term_id=self.term, party_id=party, text=self.usage, at=entry.at)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {**super().gaps(entry), "text": self.usage}


class SettleTerm(_OnTerm):
    """Put on record how a term stands: agreed to differ, deliberately open, avoided; or taken up again."""

    kind: ClassVar[str] = "interpretation.settle_term"
    says: ClassVar = gettext_lazy("%(by)s put the term “%(title)s” on record: %(status)s.")
    label: ClassVar = gettext_lazy("Put it on record")
    choice_labels: ClassVar = {"status": TERM_STATES}

    status: Literal["agreed_to_differ", "deliberately_open", "avoided", "proposed"]
    words: Note = ""

    def allowed(self, seat: Seat) -> bool:
        """In the plenary who leads the third party; in a narrower book everyone who reads it."""
        return seat.leads if is_table(self.audience(seat)) else seat.speaks

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if self.found(seat).status == "agreed":
            raise Refused(_("Every party has agreed on this term. Propose another one if it no longer serves."))

    def check(self, seat: Seat) -> None:
        if self.found(seat).status == self.status:
            raise Refused(_("That is already the term’s status. There is nothing left to do."))
        if self.status != "agreed_to_differ":
            return
        parties = set(Party.objects.seen_by(seat).at_the_table().values_list("id", flat=True))
        used = Usage.objects.seen_by(seat).filter(term=self.term, current=True)
        if parties - set(used.values_list("party_id", flat=True)):
            raise Refused(_("To agree to differ, each side says first what it means. Ask the heads for their usage."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {}

    def apply(self, entry: Entry) -> None:
        _standing(TermAcceptance.objects.of(entry), self.term).update(void=True, changed=entry.number)
        Term.change(entry, self.term, status=self.status, words=self.words)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {**super().gaps(entry), "status": TERM_STATES[self.status]}


def _demand_time(seat: Seat, book: Audience) -> None:
    """The third party may prepare the table’s glossary before the talks open, and while they rest."""
    if seat.third and is_table(book):
        seat.process.demand_going()
    else:
        seat.process.demand_open(book)


def _standing(rows: Any, term: str) -> Any:
    return rows.filter(term_id=term, void=False)


def _called(term: str) -> Called | str:
    row = row_named(Term, term)
    return Called(row.book_id, row.number, row.title, row.citation) if row else ""
