"""What every printed sheet says of itself: who may read it, and whose copy it is."""

from typing import Any, NamedTuple

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import override

from goodoffices.process.audience_in_words import book_in_words, readers_in_words

register = template.Library()


class Sheet(NamedTuple):
    readers: str
    seat: str  # who prints; empty where nobody has signed in
    zone: str  # of the city of the talks, in which the time of printing is told; empty: that of the browser


@register.simple_tag(takes_context=True)
def sheet(context: template.Context) -> Sheet:
    """A page about one room is for the readers of that room; any other may show whatever its own seat may read."""
    seat, user = context.get("seat"), context.get("user")
    if seat is None:
        name = user.name if user is not None and user.is_authenticated and not context.get("for_anyone") else ""
        return Sheet(_("Only for %(name)s") % {"name": name} if name else _("Anyone"), name, "")
    room = _room(context)
    readers = _of_room(room, seat.process.field) if room else _("Only for this seat: it may show more than the plenary")
    return Sheet(readers, _called(seat), seat.process.zone)


@register.filter
def isolated(text: str) -> str:
    """Words in a line without markup, kept from disturbing the direction of what stands around them."""
    return f"\u2068{text}\u2069"


def _room(context: template.Context) -> Any:
    """The room whose book a page is about, of those that the seat may enter."""
    about = next((context[name] for name in ("room", "book", "entry", "statement") if context.get(name)), None)
    book = getattr(about, "book", about)
    return next((room for room, _unread in context.get("rail") or () if room.id == getattr(book, "id", book)), None)


def _of_room(room: Any, field: str) -> str:
    name = book_in_words(room.kind, room.name, field)
    return _("%(room)s: %(readers)s") % {"room": name, "readers": readers_in_words(room.kind, room.party_name)}


def _called(seat: Any) -> str:
    """The person and the seat; once, where the seat is named after what it is, as seats are when they are admitted."""
    with override("en"):
        as_recorded = _office(seat)
    office = _office(seat)
    if seat.name in (office, as_recorded):
        return office
    return _("%(name)s (%(seat)s)") % {"name": seat.name, "seat": office}


def _office(seat: Any) -> str:
    if not seat.party:
        return str(seat.title)
    return _("%(role)s, %(party)s") % {"role": seat.title, "party": seat.party.name}
