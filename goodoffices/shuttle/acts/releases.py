"""Releasing what was said, revoking a release, conveying and carrying."""

from typing import Annotated, Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goodoffices.agenda.acts import SolutionId, TableSolution
from goodoffices.agenda.models import Solution
from goodoffices.consultation.acts import ConveyStatement, MakeStatement
from goodoffices.process.audience import caucus_of, is_table
from goodoffices.process.models import Seat
from goodoffices.process.trust import RELEASING, may
from goodoffices.record.acts import Act, Id, Names, Note, Refused, Touched
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.audience import Audience
from goodoffices.record.models import Entry
from goodoffices.record.source import Draw
from goodoffices.record.things import thing_seen_by
from goodoffices.shuttle.acts.travelling import (
    Travelling,
    demand_sayable,
    in_one,
    is_marked,
    name_of_party,
    travels,
    unmark,
    waiting_releases,
    wording_of,
)
from goodoffices.shuttle.labels import FORMS
from goodoffices.shuttle.models import Gist, Release

ReleaseId = Annotated[Id, Names("shuttle.Release")]


GistId = Annotated[Id, Names("shuttle.Gist")]


class ReleaseForTravel(Travelling):
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
    yes: ClassVar = gettext_lazy("Yes, release it")
    consequence: ClassVar = gettext_lazy(
        "You can revoke it until it has been conveyed. What has been conveyed cannot be unsaid."
    )

    once: ClassVar = gettext_lazy("Once conveyed")
    goes_to: ClassVar[str] = "to"

    older: ClassVar[tuple[str, ...]] = ("statement", "solution")

    solution: SolutionId | None = None
    condition: Note = ""
    gist: GistId | None = None

    def allowed(self, seat: Seat) -> bool:
        """Who decides for the party, or was entrusted with releasing."""
        return may(seat, RELEASING)

    def onward(self, seat: Seat) -> str:
        return self.recipient(seat).name

    def check(self, seat: Seat) -> None:
        super().check(seat)
        subject = self.subject(seat)
        if waiting_releases(seat, subject.id).uncorrected().filter(to=self.recipient(seat)).exists():
            raise Refused(_("This has already been released to that party. Revoke that release first to change it."))
        if self.gist and visible_or_404(Gist, seat, self.gist, "about").stale:
            raise Refused(
                _(
                    "The words were corrected after this gist was drafted. Write a new one, or ask the mediator for another."
                )
            )
        if isinstance(subject, Solution) and not is_table(subject.issue.audience):
            raise Refused(_("The other side does not know this issue. Raise it in the plenary, or release the words."))
        if isinstance(subject, Solution) and self.form == "mediators_idea" and not seat.process.may_propose:
            raise Refused(
                _("The third party’s mandate does not cover proposals of its own. Release it as a gist, or verbatim.")
            )

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        wording = self.subject(seat).wording
        return {"id": draw.id(), "to": self.recipient(seat).id, "wording": wording, **self.carried(seat)}

    def apply(self, entry: Entry) -> None:
        _stale_releases(entry, self.subject_id).update(state="revoked", changed=entry.number)
        make_release(entry, self.subject_id, self.form, condition=self.condition)
        unmark(entry, self.subject_id)
        if self.gist:
            Gist.change(entry, self.gist, taken=entry.number)

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"to": name_of_party(entry.facts["to"]), "form": FORMS[self.form]}


class RevokeRelease(Act):
    """Take a release back, as long as it has not been conveyed."""

    kind: ClassVar[str] = "consultation.revoke_release"
    says: ClassVar = gettext_lazy("%(by)s revoked a release.")
    label: ClassVar = gettext_lazy("Revoke the release")

    release: ReleaseId

    def audience(self, seat: Seat) -> Audience:
        """The giver’s caucus."""
        return release_seen_by(seat, self.release).audience

    def allowed(self, seat: Seat) -> bool:
        """Who decides for the giver, and whoever released it."""
        return seat.delegate and (seat.decides or release_seen_by(seat, self.release).seat_id == seat.id)

    def possible(self, seat: Seat) -> None:
        demand_waiting(release_seen_by(seat, self.release))

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
    yes: ClassVar = gettext_lazy("Yes, convey it")
    consequence: ClassVar = gettext_lazy(
        "What was said cannot be unsaid. The giver’s caucus reads that it was conveyed."
    )

    release: ReleaseId
    condition_met: Note = ""

    def audience(self, seat: Seat) -> Audience:
        """The giver’s caucus."""
        return release_seen_by(seat, self.release).audience

    def allowed(self, seat: Seat) -> bool:
        return seat.leads

    def reaches(self, seat: Seat) -> Audience:
        """The recipient’s caucus, which reads the words."""
        return caucus_of(release_seen_by(seat, self.release).to.key)

    def recited(self, seat: Seat) -> list[tuple[str | Promise, str]]:
        release = release_seen_by(seat, self.release)
        met = [(self.field_labels["condition_met"], self.condition_met)] if self.condition_met else []
        return [*travels(release.in_words(), release.to.name, release.form_name, release.condition), *met]

    def possible(self, seat: Seat) -> None:
        release = release_seen_by(seat, self.release)
        demand_waiting(release)
        _demand_uncorrected(seat, release)
        _demand_own_name(seat, release.form)
        subject = thing_seen_by(seat, release.about_id)
        demand_sayable(release.form, subject, {"title": release.title, "text": release.text})

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        release = release_seen_by(seat, self.release)
        return {"to": release.to_id, "form": release.form, "title": release.title, "text": release.text}

    def apply(self, entry: Entry) -> None:
        Release.change(entry, self.release, state="conveyed", conveyed_at=entry.at)

    def entails(self, seat: Seat, entry: Entry) -> list[Act]:
        return [_in_the_recipient_s_caucus(seat, release_seen_by(seat, self.release))]

    def touches(self, entry: Entry) -> list[Touched]:
        return [Touched("releases", Release.objects.of(entry).get(id=self.release).about_id)]

    def gaps(self, entry: Entry) -> dict[str, Any]:
        facts = entry.facts
        return {"to": name_of_party(facts["to"]), "form": FORMS[facts["form"]], "text": facts["title"] or facts["text"]}


class Carry(Travelling):
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
    yes: ClassVar = gettext_lazy("Yes, convey it")
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
        if is_marked(seat, self.subject_id):
            raise Refused(_("This is marked as confidential. Ask the giver to release it."))

    def check(self, seat: Seat) -> None:
        super().check(seat)
        _demand_own_name(seat, self.form)

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        wording = self.subject(seat).wording
        return {"id": draw.id(), "to": self.recipient(seat).id, "wording": wording, **self.carried(seat)}

    def apply(self, entry: Entry) -> None:
        make_release(entry, self.subject_id, self.form, state="conveyed", conveyed_at=entry.at)

    def entails(self, seat: Seat, entry: Entry) -> list[Act]:
        return [_in_the_recipient_s_caucus(seat, release_seen_by(seat, entry.id))]

    def gaps(self, entry: Entry) -> dict[str, Any]:
        return {"to": name_of_party(entry.facts["to"]), "form": FORMS[self.form], "text": entry.facts["text"]}


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
    words = in_one(release.title, release.text)
    if idea:
        return MakeStatement(room=room, text=words)
    return ConveyStatement(room=room, text=words, conveyed_for=release.book.key, form=release.form)


def make_release(entry: Entry, about: str, form: str, **more: Any) -> None:
    facts = entry.facts
    carried = {"title": facts.get("title", ""), "text": facts["text"]}
    released = {"about_id": about, "seat_id": entry.actor, "to_id": facts["to"], "form": form, "at": entry.at}
    Release.make(entry, **released, **carried, **more, of_wording=wording_of(entry, about))


def _stale_releases(entry: Entry, about: str) -> Any:
    """Releases of this thing, to the same party, that waited with words which were corrected since."""
    waiting = Release.objects.of(entry).filter(about=about, to=entry.facts["to"]).waiting().stale()
    return Release.objects.of(entry).filter(id__in=list(waiting.values_list("id", flat=True)))


def release_seen_by(seat: Seat, id: str) -> Release:
    found: Release = visible_or_404(Release, seat, id, "to", "about")
    return found


def demand_waiting(release: Release) -> None:
    if release.state == "conveyed":
        raise Refused(_("This has already been conveyed, and cannot be unsaid. Release something further."))
    if release.state == "revoked":
        raise Refused(_("This release has been revoked. Ask its giver for a new one."))


def _demand_uncorrected(seat: Seat, release: Release) -> None:
    """Refused where the giver has corrected or taken back the words since."""
    subject = thing_seen_by(seat, release.about_id)
    if subject is not None and not subject.stands:
        raise Refused(_("Its giver has withdrawn these words. Ask for a release of something that still stands."))
    if release.stale:
        raise Refused(
            _("Its giver corrected these words after releasing them. Ask for a new release of how they read now.")
        )


def _demand_own_name(seat: Seat, form: str) -> None:
    """Refused to all but the mediator where it would go as the mediator's own: another name would betray that it is not."""
    if form == "mediators_idea" and seat.role != "mediator":
        raise Refused(_("The mediator’s own idea goes under the mediator’s name alone. Ask the mediator to convey it."))
