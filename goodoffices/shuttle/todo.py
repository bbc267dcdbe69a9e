"""Releases that wait to be conveyed, and drafted gists that wait for the release of whoever spoke."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.process.extensions import Todo
from goodoffices.process.models import Seat
from goodoffices.record.scope import seen_by
from goodoffices.record.things import with_subjects
from goodoffices.shuttle.models import Gist, Release


def what_waits(seat: Seat) -> Iterator[Todo]:
    if seat.leads:
        yield from _releases(seat)
    if seat.delegate:
        yield from _drafts(seat)


def _releases(seat: Seat) -> Iterator[Todo]:
    ledger = reverse("shuttle:ledger", args=[seat.process_id])
    for release in Release.objects.seen_by(seat).waiting().select_related("book", "to"):
        words = _("Released for %(party)s: for you to convey.") % {"party": release.to.name}
        yield Todo("releases", words, ledger, release.book, release.number, release.at)


def _drafts(seat: Seat) -> Iterator[Todo]:
    given = Release.objects.seen_by(seat).filter(about=OuterRef("about"), to=OuterRef("to"))
    drafts = Gist.objects.seen_by(seat).filter(~Exists(given.exclude(state="revoked")), taken__isnull=True)
    words = _("The mediator drafted a gist for %(party)s: approve it, edit it, or leave it.")
    for gist in with_subjects(drafts.select_related("book", "to", "about"), seen_by(seat)):
        if gist.subject.stands and (seat.decides or gist.subject.author == seat.id):
            gaps = {"party": gist.to.name}
            yield Todo("releases", words % gaps, gist.subject.page(), gist.book, gist.number, gist.at)
