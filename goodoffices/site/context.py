"""What every page of a process has around it: the masthead, the rail of rooms, the cursor of its stream."""

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from goodoffices.consultation.models import rooms_of
from goodoffices.consultation.queries import unread
from goodoffices.live.cursor import encode
from goodoffices.process.extensions import Link, links_for
from goodoffices.process.models import Round, Seat, Session
from goodoffices.record.cache import cached


def frame(request: HttpRequest) -> dict[str, Any]:
    seat = getattr(request, "seat", None)
    context: dict[str, Any] = {
        "demo": settings.DEMO,
        "mail": settings.MAIL,
        "interface_languages": settings.LANGUAGES,
        "seat": seat,
    }
    if seat is None:
        return context

    rooms = rooms_of(seat)
    counts = unread(seat, rooms)
    rail = [(room, counts.get(room.id, 0)) for room in rooms]
    here = Here.of(request)
    links = here.marked(links_for(seat))
    return {
        **context,
        "process": seat.process,
        "rail": rail,
        "rail_of_rooms_and_papers": _rail(seat, tuple([(room.id, count) for room, count in rail]), links, here.room),
        "sitting_round": sitting_round(seat),
        "sitting_session": sitting_session(seat),
        "cursor": encode(request.heads),  # type: ignore[attr-defined]
    }


class Here(NamedTuple):
    """Which page it is, as far as the rail marks its own line."""

    app_name: str
    view_name: str
    room: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Here":
        match = request.resolver_match
        return cls(match.app_name, match.view_name, match.kwargs.get("room", "")) if match else cls("", "", "")

    def marked(self, links: list[Link]) -> tuple[tuple[Link, bool], ...]:
        """Each with whether this is its page: the line of an office stands for those of its pages that have none of their own."""
        exact = any(link.view == self.view_name for link in links)
        return tuple([(link, link.view == self.view_name or (not exact and self._is_in(link))) for link in links])

    def _is_in(self, link: Link) -> bool:
        return link.whole and self.app_name == link.view.partition(":")[0]


@cached
def _rail(
    seat: Seat, unread: tuple[tuple[str, int], ...], links: tuple[tuple[Link, bool], ...], room: str
) -> SafeString:
    counts = dict(unread)
    rail = [(each, counts[each.id]) for each in rooms_of(seat) if each.id in counts]
    context = {"rail": rail, "links": links, "here": room, "process": seat.process, "field": seat.process.field}
    return render_to_string("site/_rail.html", context)


@cached
def sitting_round(seat: Seat) -> Round | None:
    found: Round | None = Round.objects.seen_by(seat).filter(state="open").first()
    return found


@cached
def sitting_session(seat: Seat) -> Session | None:
    found: Session | None = Session.objects.seen_by(seat).filter(closed_at="").first()
    return found
