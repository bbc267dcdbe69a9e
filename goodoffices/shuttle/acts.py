"""Releasing, revoking, conveying; withholding; and the mediator's drafts of a gist."""

from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from goodoffices.agenda.acts import SolutionId, TableSolution
from goodoffices.agenda.models import Solution
from goodoffices.consultation.acts import ConveyStatement, MakeStatement, StatementId
from goodoffices.consultation.models import Statement
from goodoffices.consultation.queries import seen_by, with_related
from goodoffices.process.models import Party, Seat
from goodoffices.record.acts import Act, Fragment, Id, Names, Note, NotThere, Refused, Words
from goodoffices.record.audience import PLENARY, Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw
from goodoffices.shuttle.labels import FORMS
from goodoffices.shuttle.models import Gist, Release, Withholding
from goodoffices.shuttle.partials import shown

Form = Literal["gist", "verbatim", "mediators_idea"]
ReleaseId = Annotated[Id, Names("shuttle.Release")]
GistId = Annotated[Id, Names("shuttle.Gist")]


class _InCaucus(Act):
    """An act about something said in a caucus, in that caucus’s book."""

    statement: StatementId | None = None

    def subject(self, seat: Seat) -> Any:
        found = Statement.objects.seen_by(seat).select_related("book", "party").filter(id=self.statement).first()
        if found is None:
            raise NotThere
        return found

    def audience(self, seat: Seat) -> Audience:
        """The giver’s caucus."""
        audience: Audience = self.subject(seat).audience
        return audience

    def check(self, seat: Seat) -> None:
        subject = self.subject(seat)
        if subject.audience.kind != "caucus":
            raise Refused(_("Only what is said in a caucus travels by release. Look for it in a caucus room."))
        if subject.party_id is None:
            raise Refused(_("These are the third party’s own words. Only what the party said needs its release."))
        if subject.state in ("struck", "withdrawn"):
            raise Refused(_("This has been taken back. Choose something that stands."))

    def shows(self, entry: Entry) -> list[Fragment]:
        return shown(entry, self.statement) if self.statement else []


class _Travelling(_InCaucus):
    """An act that says to whom something goes, and how."""

    form: Form
    text: Note = ""
    to: Id

    def recipient(self, seat: Seat) -> Party:
        party: Party | None = Party.objects.seen_by(seat).filter(key=self.to).first()
        if party is None:
            raise Refused(_("There is no such party at this table. Name one of the parties."))
        return party

    def check(self, seat: Seat) -> None:
        super().check(seat)
        subject = self.subject(seat)
        if self.recipient(seat).id == subject.party_id:
            raise Refused(_("This is the giver’s own party. Name another one."))
        if self.form == "gist" and not self.text.strip():
            raise Refused(_("A gist needs words. Write what may be said."))
        if self.form == "verbatim" and self.text.strip():
            raise Refused(_("Verbatim carries the words as they stand. Leave the text out, or choose the gist."))

    def carried(self, seat: Seat) -> dict[str, str]:
        """Exactly what will be carried: the words given, or those of the subject as they stand."""
        subject = self.subject(seat)
        if isinstance(subject, Solution):
            return {"title": subject.title, "text": self.text or subject.text}
        return {"text": self.text or with_related([subject], seen_by(seat))[0].words}


class ReleaseForTravel(_Travelling):
    """Let something said in one’s own caucus travel: to whom, how, and on which condition."""

    kind: ClassVar[str] = "consultation.release"
    says: ClassVar = gettext_lazy("%(by)s released something for %(to)s, %(form)s.")

    solution: SolutionId | None = None
    condition: Note = ""
    gist: GistId | None = None

    @model_validator(mode="after")
    def _one_subject(self) -> "ReleaseForTravel":
        if (self.statement is None) == (self.solution is None):
            raise PydanticCustomError("one_subject", "Name one statement, or one solution.")
        return self

    def subject(self, seat: Seat) -> Any:
        if self.solution is None:
            return super().subject(seat)
        found = Solution.objects.seen_by(seat).select_related("book", "issue__book").filter(id=self.solution).first()
        if found is None:
            raise NotThere
        return found

    def allowed(self, seat: Seat) -> bool:
        """Who decides for the party, and whoever said it."""
        return seat.delegate and (seat.decides or self.subject(seat).seat_id == seat.id)

    def check(self, seat: Seat) -> None:
        super().check(seat)
        standing = Release.objects.seen_by(seat).filter(**self._about, to=self.recipient(seat)).waiting()
        if standing.exists():
            raise Refused(_("This has been released to that party already. Revoke that release first to change it."))
        if self.solution is not None and self.subject(seat).issue.audience != PLENARY:
            raise Refused(_("The other side does not know this issue. Raise it in the plenary, or release the words."))
        if self.solution is not None and self.form == "mediators_idea" and not seat.process.may_propose:
            raise Refused(
                _("The third party’s mandate does not cover proposals of its own. Release it as a gist, or verbatim.")
            )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "to": self.recipient(seat).id, **self.carried(seat)}

    def apply(self, entry: Entry) -> None:
        _release(entry, self._about, self.form, condition=self.condition)
        if self.statement:
            _unmark(entry, self.statement)
        if self.gist:
            Gist.change(entry, self.gist, taken=entry.number)

    @property
    def _about(self) -> dict[str, str | None]:
        return {"statement_id": self.statement, "solution_id": self.solution}

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"to": _called(entry.facts["to"]), "form": FORMS[self.form]}


class RevokeRelease(Act):
    """Take a release back, as long as it has not been conveyed."""

    kind: ClassVar[str] = "consultation.revoke_release"
    says: ClassVar = gettext_lazy("%(by)s revoked a release.")

    release: ReleaseId

    def audience(self, seat: Seat) -> Audience:
        """The giver’s caucus."""
        return _released(seat, self.release).audience

    def allowed(self, seat: Seat) -> bool:
        """Who decides for the giver, and whoever released it."""
        return seat.delegate and (seat.decides or _released(seat, self.release).seat_id == seat.id)

    def check(self, seat: Seat) -> None:
        _demand_waiting(_released(seat, self.release))

    def apply(self, entry: Entry) -> None:
        Release.change(entry, self.release, state="revoked")

    def shows(self, entry: Entry) -> list[Fragment]:
        return _shown_with(entry, self.release)


class Convey(Act):
    """The mediator carries a release to its recipient. The ledger line stands with the giver; the words, with the recipient."""

    kind: ClassVar[str] = "consultation.convey"
    says: ClassVar = gettext_lazy("%(by)s conveyed to %(to)s, %(form)s: %(text)s")

    release: ReleaseId
    condition_met: Note = ""

    def audience(self, seat: Seat) -> Audience:
        """The giver’s caucus."""
        return _released(seat, self.release).audience

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def check(self, seat: Seat) -> None:
        _demand_waiting(_released(seat, self.release))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        release = _released(seat, self.release)
        return {"to": release.to_id, "form": release.form, "title": release.title, "text": release.text}

    def apply(self, entry: Entry) -> None:
        Release.change(entry, self.release, state="conveyed", conveyed_at=entry.at)

    def entails(self, seat: Seat, entry: Entry) -> list[Act]:
        return [_in_the_recipient_s_caucus(seat, _released(seat, self.release))]

    def shows(self, entry: Entry) -> list[Fragment]:
        return _shown_with(entry, self.release)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        facts = entry.facts
        return {"to": _called(facts["to"]), "form": FORMS[facts["form"]], "text": facts["title"] or facts["text"]}


class Carry(_Travelling):
    """Where the ground rules say “open unless marked”: the mediator carries what is not marked as withheld."""

    kind: ClassVar[str] = "consultation.carry"
    says: ClassVar = gettext_lazy("%(by)s conveyed to %(to)s, %(form)s: %(text)s")

    statement: StatementId

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def check(self, seat: Seat) -> None:
        super().check(seat)
        if seat.rules is None or seat.rules.regime != "open_unless_marked":
            raise Refused(
                _("The ground rules let nothing travel without its giver’s release. Ask the giver to release it.")
            )
        if Withholding.objects.seen_by(seat).filter(statement=self.statement, ended__isnull=True).exists():
            raise Refused(_("This is marked not to travel. Ask the giver to release it."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "to": self.recipient(seat).id, **self.carried(seat)}

    def apply(self, entry: Entry) -> None:
        about = {"statement_id": self.statement, "solution_id": None}
        _release(entry, about, self.form, state="conveyed", conveyed_at=entry.at)

    def entails(self, seat: Seat, entry: Entry) -> list[Act]:
        return [_in_the_recipient_s_caucus(seat, _released(seat, entry.id))]

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"to": _called(entry.facts["to"]), "form": FORMS[self.form], "text": entry.facts["text"]}


class DraftGist(_InCaucus):
    """The mediator drafts a gist for the giver to approve or to edit."""

    kind: ClassVar[str] = "consultation.draft_gist"
    says: ClassVar = gettext_lazy("%(by)s drafted a gist for %(to)s: %(text)s")

    statement: StatementId
    to: Id
    text: Words

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def check(self, seat: Seat) -> None:
        super().check(seat)
        if self._to(seat).id == self.subject(seat).party_id:
            raise Refused(_("This is the giver’s own party. Name another one."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "to": self._to(seat).id}

    def apply(self, entry: Entry) -> None:
        Gist.make(entry, statement_id=self.statement, to_id=entry.facts["to"], text=self.text, at=entry.at)

    def _to(self, seat: Seat) -> Party:
        party: Party | None = Party.objects.seen_by(seat).filter(key=self.to).first()
        if party is None:
            raise Refused(_("There is no such party at this table. Name one of the parties."))
        return party

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"to": _called(entry.facts["to"]), "text": self.text}


class Withhold(_InCaucus):
    """Mark something said in one’s own caucus not to travel."""

    kind: ClassVar[str] = "consultation.withhold"
    says: ClassVar = gettext_lazy("%(by)s marked something not to travel.")

    statement: StatementId

    def allowed(self, seat: Seat) -> bool:
        return seat.delegate

    def check(self, seat: Seat) -> None:
        super().check(seat)
        if Release.objects.seen_by(seat).of_subject("statement", self.statement).waiting().exists():
            raise Refused(_("This has been released. Revoke the release first."))
        if _marked(seat, self.statement):
            raise Refused(_("This is marked already. Nothing more is needed."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"withholding": draw.id("withholding")}

    def apply(self, entry: Entry) -> None:
        Withholding.make(entry, id=entry.facts["withholding"], statement_id=self.statement)


class EndWithholding(_InCaucus):
    """Take the mark away again."""

    kind: ClassVar[str] = "consultation.end_withholding"
    says: ClassVar = gettext_lazy("%(by)s took away the mark that something is not to travel.")

    statement: StatementId

    def allowed(self, seat: Seat) -> bool:
        """Who decides for the party, and whoever said it."""
        return seat.delegate and (seat.decides or self.subject(seat).seat_id == seat.id)

    def check(self, seat: Seat) -> None:
        if not _marked(seat, self.statement):
            raise Refused(_("This is not marked. Nothing needs to be taken away."))

    def apply(self, entry: Entry) -> None:
        _unmark(entry, self.statement)


def _in_the_recipient_s_caucus(seat: Seat, release: Release) -> Act:
    """What stands in the recipient's book. As the mediator's own idea it is what her own act would be, to the byte."""
    recipient = Audience("caucus", release.to.key)
    room = next(book.id for book in seat.shelf().values() if book.audience == recipient)
    idea = release.form == "mediators_idea"
    if release.solution is not None and idea:
        issue = release.solution.issue_id
        return (
            TableSolution(issue=issue, title=release.title, text=release.text, book=room)
            if release.text
            else (TableSolution(issue=issue, title=release.title, book=room))
        )
    words = "\n\n".join(part for part in (release.title, release.text) if part)
    if idea:
        return MakeStatement(room=room, text=words)
    return ConveyStatement(room=room, text=words, conveyed_for=release.book.key, form=release.form)


def _release(entry: Entry, about: dict[str, Any], form: str, **more: Any) -> None:
    facts = entry.facts
    carried = {"title": facts.get("title", ""), "text": facts["text"]}
    Release.make(entry, seat_id=entry.actor, to_id=facts["to"], form=form, at=entry.at, **carried, **about, **more)


def _released(seat: Seat, id: str) -> Release:
    rows = Release.objects.seen_by(seat).select_related("book", "to", "solution")
    found: Release | None = rows.filter(id=id).first()
    if found is None:
        raise NotThere
    return found


def _demand_waiting(release: Release) -> None:
    if release.state == "conveyed":
        raise Refused(_("This has been conveyed already. What was said cannot be unsaid; release something further."))
    if release.state == "revoked":
        raise Refused(_("This release has been revoked. Ask its giver for a new one."))


def _marked(seat: Seat, statement: str) -> bool:
    return bool(Withholding.objects.seen_by(seat).filter(statement=statement, ended__isnull=True).exists())


def _unmark(entry: Entry, statement: str) -> None:
    rows = Withholding.objects.of(entry).filter(statement=statement, ended__isnull=True)
    rows.update(ended=entry.number, changed=entry.number)


def _shown_with(entry: Entry, release: str) -> list[Fragment]:
    statement = Release.objects.of(entry).get(id=release).statement_id
    return shown(entry, statement) if statement else []


def _called(party: str) -> str:
    # house: read for nobody: words for an entry whose reader was asked before
    return str(Party._base_manager.filter(id=party).values_list("name", flat=True).first() or "")
