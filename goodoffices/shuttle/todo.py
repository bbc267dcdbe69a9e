"""Releases that wait to be conveyed, and drafted gists that wait for the release of whoever spoke."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.process.extensions import Todo
from goodoffices.process.models import Seat
from goodoffices.process.trust import RELEASING, may
from goodoffices.record.scope import seen_by
from goodoffices.record.things import with_subjects
from goodoffices.shuttle.models import Gist, Release


def what_waits(seat: Seat) -> Iterator[Todo]:
    if seat.leads:
        yield from _releases(seat)
    if seat.delegate:
        yield from _drafts(seat)
        yield from _corrected(seat)


def _releases(seat: Seat) -> Iterator[Todo]:
    ledger = reverse("shuttle:ledger", args=[seat.process_id])
    for release in Release.objects.seen_by(seat).waiting().uncorrected().select_related("book", "to"):
        words = _("Released for %(party)s: for you to convey.") % {"party": release.to.name}
        yield Todo("releases", words, ledger, release.book, release.number, release.at)


def _drafts(seat: Seat) -> Iterator[Todo]:
    given = Release.objects.seen_by(seat).filter(about=OuterRef("about"), to=OuterRef("to"))
    drafts = Gist.objects.seen_by(seat).filter(~Exists(given.exclude(state="revoked")), taken__isnull=True)
    drafts = drafts.filter(about__changed__lte=F("of_wording"))
    words = _("The mediator drafted a gist for %(party)s: approve it, edit it, or leave it.")
    for gist in with_subjects(drafts.select_related("book", "to", "about"), seen_by(seat)):
        if gist.subject.stands and (may(seat, RELEASING)):
            gaps = {"party": gist.to.name}
            yield Todo("releases", words % gaps, gist.subject.page(), gist.book, gist.number, gist.at)


def _corrected(seat: Seat) -> Iterator[Todo]:
    """Releases that are not conveyed, since the words were corrected after they were given."""
    rows = Release.objects.seen_by(seat).waiting().stale().select_related("book", "to", "about")
    words = _("You corrected what you released for %(party)s: release it again, or revoke the release.")
    for release in with_subjects(rows, seen_by(seat)):
        if release.subject.stands and (may(seat, RELEASING) or release.seat_id == seat.id):
            gaps = {"party": release.to.name}
            yield Todo("releases", words % gaps, release.subject.page(), release.book, release.number, release.at)
