"""Releasing, revoking, conveying; withholding; and the mediator's drafts of a gist."""

from typing import Annotated, Any, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import TypeAdapter, ValidationError

from goodoffices.agenda.acts import SolutionId, TableSolution
from goodoffices.agenda.models import Solution
from goodoffices.consultation.acts import ConveyStatement, MakeStatement, StatementId
from goodoffices.process.attribution import side_of
from goodoffices.process.audience import caucus_of, is_caucus, is_table
from goodoffices.process.models import Party, Seat
from goodoffices.record.about import AboutThing, demand_standing
from goodoffices.record.acts import Act, Id, Names, Note, Refused, Touched, Words
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw
from goodoffices.record.things import Noun, thing_seen_by
from goodoffices.shuttle.labels import FORMS
from goodoffices.shuttle.models import Gist, Release, Withholding

Form = Literal["gist", "verbatim", "mediators_idea"]
ReleaseId = Annotated[Id, Names("shuttle.Release")]
GistId = Annotated[Id, Names("shuttle.Gist")]

SAYABLE, WRITABLE = TypeAdapter(Words), TypeAdapter(Note)  # what a statement, and what a solution's text may hold


class _InCaucus(AboutThing):
    """An act about something said in a caucus, in that caucus’s book."""

    older: ClassVar[tuple[str, ...]] = ("statement",)

    statement: StatementId | None = None

    def possible(self, seat: Seat) -> None:
        subject = self.subject(seat)
        if not is_caucus(subject.audience):
            raise Refused(_("Only what is said in a caucus travels by release. Look for it in a caucus room."))
        if side_of(seat, subject) is None:
            raise Refused(_("These are the third party’s own words. Only what the party said needs its release."))
        demand_standing(subject)

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("releases", self.subject_id)]


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
        subject = self.subject(seat)
        if self.recipient(seat).id == side_of(seat, subject):
            raise Refused(_("This is the giver’s own party. Name another one."))
        if self.form == "gist" and not self.text.strip():
            raise Refused(_("A gist needs words. Write what may be said."))
        if self.form == "verbatim" and self.text.strip():
            raise Refused(_("Verbatim carries the words as they stand. Leave the text out, or choose the gist."))
        _demand_sayable(self.form, subject, self.carried(seat))

    def carried(self, seat: Seat) -> dict[str, str]:
        """Exactly what will be carried: the words given, or those of the subject as they stand."""
        subject = self.subject(seat)
        if isinstance(subject, Solution):
            return {"title": subject.title, "text": self.text or subject.text}
        return {"text": self.text or subject.in_words()}


class ReleaseForTravel(_Travelling):
    """Let something said in one’s own caucus travel: to whom, how, and on which condition."""

    kind: ClassVar[str] = "consultation.release"
    says: ClassVar = gettext_lazy("%(by)s released something for %(to)s, %(form)s.")
    label: ClassVar = gettext_lazy("Release it")
    field_labels: ClassVar = {
        "to": gettext_lazy("To whom"),
        "form": gettext_lazy("How"),
        "text": gettext_lazy("In these words (verbatim: leave empty)"),
        "condition": gettext_lazy("On condition"),
    }
    choice_labels: ClassVar = {"form": FORMS}
    solemn: ClassVar[bool] = True
    consequence: ClassVar = gettext_lazy(
        "You can revoke it until it has been conveyed. What was conveyed cannot be unsaid."
    )

    older: ClassVar[tuple[str, ...]] = ("statement", "solution")

    solution: SolutionId | None = None
    condition: Note = ""
    gist: GistId | None = None

    def allowed(self, seat: Seat) -> bool:
        """Who decides for the party, and whoever said it."""
        return seat.delegate and (seat.decides or self.subject(seat).author == seat.id)

    def check(self, seat: Seat) -> None:
        super().check(seat)
        subject = self.subject(seat)
        if _released(seat, subject.id).filter(to=self.recipient(seat)).exists():
            raise Refused(_("This has been released to that party already. Revoke that release first to change it."))
        if isinstance(subject, Solution) and not is_table(subject.issue.audience):
            raise Refused(_("The other side does not know this issue. Raise it in the plenary, or release the words."))
        if isinstance(subject, Solution) and self.form == "mediators_idea" and not seat.process.may_propose:
            raise Refused(
                _("The third party’s mandate does not cover proposals of its own. Release it as a gist, or verbatim.")
            )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "to": self.recipient(seat).id, **self.carried(seat)}

    def apply(self, entry: Entry) -> None:
        _release(entry, self.subject_id, self.form, condition=self.condition)
        _unmark(entry, self.subject_id)
        if self.gist:
            Gist.change(entry, self.gist, taken=entry.number)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"to": _called(entry.facts["to"]), "form": FORMS[self.form]}


class RevokeRelease(Act):
    """Take a release back, as long as it has not been conveyed."""

    kind: ClassVar[str] = "consultation.revoke_release"
    says: ClassVar = gettext_lazy("%(by)s revoked a release.")
    label: ClassVar = gettext_lazy("Revoke the release")

    release: ReleaseId

    def audience(self, seat: Seat) -> Audience:
        """The giver’s caucus."""
        return _release_seen_by(seat, self.release).audience

    def allowed(self, seat: Seat) -> bool:
        """Who decides for the giver, and whoever released it."""
        return seat.delegate and (seat.decides or _release_seen_by(seat, self.release).seat_id == seat.id)

    def possible(self, seat: Seat) -> None:
        _demand_waiting(_release_seen_by(seat, self.release))

    def apply(self, entry: Entry) -> None:
        Release.change(entry, self.release, state="revoked")

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("releases", Release.objects.of(entry).get(id=self.release).about_id)]


class Convey(Act):
    """The mediator carries a release to its recipient. The ledger line stands with the giver; the words, with the recipient."""

    kind: ClassVar[str] = "consultation.convey"
    says: ClassVar = gettext_lazy("%(by)s conveyed to %(to)s, %(form)s: %(text)s")
    label: ClassVar = gettext_lazy("Convey it")
    field_labels: ClassVar = {"condition_met": gettext_lazy("How the condition was met")}
    solemn: ClassVar[bool] = True
    consequence: ClassVar = gettext_lazy(
        "What was said cannot be unsaid. The giver’s caucus reads that it was conveyed."
    )

    release: ReleaseId
    condition_met: Note = ""

    def audience(self, seat: Seat) -> Audience:
        """The giver’s caucus."""
        return _release_seen_by(seat, self.release).audience

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def reaches(self, seat: Seat) -> Audience:
        """The recipient’s caucus, which reads the words."""
        return caucus_of(_release_seen_by(seat, self.release).to.key)

    def possible(self, seat: Seat) -> None:
        release = _release_seen_by(seat, self.release)
        _demand_waiting(release)
        subject = thing_seen_by(seat, release.about_id)
        _demand_sayable(release.form, subject, {"title": release.title, "text": release.text})

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        release = _release_seen_by(seat, self.release)
        return {"to": release.to_id, "form": release.form, "title": release.title, "text": release.text}

    def apply(self, entry: Entry) -> None:
        Release.change(entry, self.release, state="conveyed", conveyed_at=entry.at)

    def entails(self, seat: Seat, entry: Entry) -> list[Act]:
        return [_in_the_recipient_s_caucus(seat, _release_seen_by(seat, self.release))]

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("releases", Release.objects.of(entry).get(id=self.release).about_id)]

    def gaps(self, entry: Entry) -> dict[str, Any]:
        facts = entry.facts
        return {"to": _called(facts["to"]), "form": FORMS[facts["form"]], "text": facts["title"] or facts["text"]}


class Carry(_Travelling):
    """Where the ground rules say “open unless marked”: the mediator carries what is not marked as withheld."""

    kind: ClassVar[str] = "consultation.carry"
    says: ClassVar = gettext_lazy("%(by)s conveyed to %(to)s, %(form)s: %(text)s")
    label: ClassVar = gettext_lazy("Convey it")
    field_labels: ClassVar = {
        "to": gettext_lazy("To whom"),
        "form": gettext_lazy("How"),
        "text": gettext_lazy("In these words (verbatim: leave empty)"),
    }
    choice_labels: ClassVar = {"form": FORMS}
    solemn: ClassVar[bool] = True
    consequence: ClassVar = gettext_lazy(
        "The recipient’s caucus will read these words; this caucus’s book holds that they were conveyed. What was said cannot be unsaid."
    )

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if seat.rules is None or seat.rules.regime != "open_unless_marked":
            raise Refused(
                _("The ground rules let nothing travel without its giver’s release. Ask the giver to release it.")
            )
        if _marked(seat, self.subject_id):
            raise Refused(_("This is marked not to travel. Ask the giver to release it."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "to": self.recipient(seat).id, **self.carried(seat)}

    def apply(self, entry: Entry) -> None:
        _release(entry, self.subject_id, self.form, state="conveyed", conveyed_at=entry.at)

    def entails(self, seat: Seat, entry: Entry) -> list[Act]:
        return [_in_the_recipient_s_caucus(seat, _release_seen_by(seat, entry.id))]

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"to": _called(entry.facts["to"]), "form": FORMS[self.form], "text": entry.facts["text"]}


class DraftGist(_InCaucus):
    """The mediator drafts a gist for the giver to approve or to edit."""

    kind: ClassVar[str] = "consultation.draft_gist"
    says: ClassVar = gettext_lazy("%(by)s drafted a gist for %(to)s: %(text)s")
    label: ClassVar = gettext_lazy("Put the draft to its giver")
    field_labels: ClassVar = {"to": gettext_lazy("To whom"), "text": gettext_lazy("What you would say")}

    to: Id
    text: Words

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def check(self, seat: Seat) -> None:
        if self._to(seat).id == side_of(seat, self.subject(seat)):
            raise Refused(_("This is the giver’s own party. Name another one."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), "to": self._to(seat).id}

    def apply(self, entry: Entry) -> None:
        Gist.make(entry, about_id=self.subject_id, to_id=entry.facts["to"], text=self.text, at=entry.at)

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
    label: ClassVar = gettext_lazy("Mark it: this does not travel")

    def allowed(self, seat: Seat) -> bool:
        return seat.delegate

    def possible(self, seat: Seat) -> None:
        super().possible(seat)
        if _released(seat, self.subject_id).exists():
            raise Refused(_("This has been released. Revoke the release first."))
        if _marked(seat, self.subject_id):
            raise Refused(_("This is marked already. Nothing more is needed."))

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"withholding": draw.id("withholding")}

    def apply(self, entry: Entry) -> None:
        Withholding.make(entry, id=entry.facts["withholding"], about_id=self.subject_id)


class EndWithholding(_InCaucus):
    """Take the mark away again."""

    kind: ClassVar[str] = "consultation.end_withholding"
    says: ClassVar = gettext_lazy("%(by)s took away the mark that something is not to travel.")
    label: ClassVar = gettext_lazy("Take the mark away")

    def allowed(self, seat: Seat) -> bool:
        """Who decides for the party, and whoever said it."""
        return seat.delegate and (seat.decides or self.subject(seat).author == seat.id)

    def possible(self, seat: Seat) -> None:
        if not _marked(seat, self.subject_id):
            raise Refused(_("This is not marked. Nothing needs to be taken away."))

    def apply(self, entry: Entry) -> None:
        _unmark(entry, self.subject_id)


def _in_the_recipient_s_caucus(seat: Seat, release: Release) -> Act:
    """What stands in the recipient's book. As the mediator's own idea it is what her own act would be, to the byte."""
    recipient = caucus_of(release.to.key)
    room = next(book.id for book in seat.shelf().values() if book.audience == recipient)
    idea = release.form == "mediators_idea"
    subject = thing_seen_by(seat, release.about_id)
    if isinstance(subject, Solution) and idea:
        issue = subject.issue_id
        return (
            TableSolution(issue=issue, title=release.title, text=release.text, book=room)
            if release.text
            else (TableSolution(issue=issue, title=release.title, book=room))
        )
    words = _in_one(release.title, release.text)
    if idea:
        return MakeStatement(room=room, text=words)
    return ConveyStatement(room=room, text=words, conveyed_for=release.book.key, form=release.form)


def _in_one(title: str, text: str) -> str:
    """What a statement says of something that has a title."""
    return "\n\n".join(part for part in (title, text) if part)


def _demand_sayable(form: str, subject: Noun | None, carried: dict[str, str]) -> None:
    """Refused where these words could not stand in the recipient's book: else they would be released and never arrive."""
    tabled = form == "mediators_idea" and isinstance(subject, Solution)
    words = carried["text"] if tabled else _in_one(carried.get("title", ""), carried["text"])
    try:
        (WRITABLE if tabled else SAYABLE).validate_python(words)
    except ValidationError:
        raise Refused(
            _(
                "These words cannot stand as one statement: title and text together are too long, empty, or hold hidden characters. Release a gist in your own words instead."
            )
        ) from None


def _release(entry: Entry, about: str, form: str, **more: Any) -> None:
    facts = entry.facts
    carried = {"title": facts.get("title", ""), "text": facts["text"]}
    released = {"about_id": about, "seat_id": entry.actor, "to_id": facts["to"], "form": form, "at": entry.at}
    Release.make(entry, **released, **carried, **more)


def _released(seat: Seat, about: str) -> Any:
    """The releases of this thing that wait to be conveyed."""
    return Release.objects.seen_by(seat).filter(about=about).waiting()


def _release_seen_by(seat: Seat, id: str) -> Release:
    found: Release = visible_or_404(Release, seat, id, "to")
    return found


def _demand_waiting(release: Release) -> None:
    if release.state == "conveyed":
        raise Refused(_("This has been conveyed already. What was said cannot be unsaid; release something further."))
    if release.state == "revoked":
        raise Refused(_("This release has been revoked. Ask its giver for a new one."))


def _marked(seat: Seat, about: str) -> bool:
    return bool(Withholding.objects.seen_by(seat).filter(about=about, ended__isnull=True).exists())


def _unmark(entry: Entry, about: str) -> None:
    rows = Withholding.objects.of(entry).filter(about=about, ended__isnull=True)
    rows.update(ended=entry.number, changed=entry.number)


def _called(party: str) -> str:
    # house: read for nobody: words for an entry whose reader was asked before
    return str(Party._base_manager.filter(id=party).values_list("name", flat=True).first() or "")
