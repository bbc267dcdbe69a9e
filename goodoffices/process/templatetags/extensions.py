"""Where the offices above stand on the pages of the offices below: `{% beside "statement" id %}`, `{% deeds_on thing %}`,
`{% panels_of room %}`."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Engine
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from goodoffices.process import extensions as offices

register = template.Library()


@register.simple_tag(takes_context=True)
def beside(context: template.Context, sort: str, id: str) -> SafeString:
    """What stands beside a thing. A page with many things fetches them at once, as `besides`."""
    seat, known = context.get("seat"), context.get("besides")
    if seat is None:
        return mark_safe("")
    if known is None:
        known = offices.things_beside(seat, sort, [id])
    # As the live stream pushes it: the same for everyone who may read it, so without the seat.
    place = {"process": seat.process_id, "zone": seat.process.zone, "field": seat.process.field}
    return rendered(known.get(id, ()), place)


@register.simple_tag(takes_context=True)
def deeds_on(context: template.Context, thing: Any) -> SafeString:
    """What the reader may do about a thing, on its own page."""
    return _within(context, offices.deeds_on(context["seat"], thing))


@register.simple_tag(takes_context=True)
def panels_of(context: template.Context, room: Any) -> SafeString:
    """The panels of a room's page."""
    return _within(context, offices.panels_of(context["seat"], room))


def rendered(parts: Iterable[offices.Part], known: dict[Any, Any]) -> SafeString:
    return mark_safe("".join(render_to_string(part.template, {**known, "it": part.it}) for part in parts))


def _within(context: template.Context, parts: Iterable[offices.Part]) -> SafeString:
    """On a page, with what the page knows: its frame is asked for once, not again for each part."""
    html = []
    engine = Engine.get_default()
    for part in parts:
        with context.push(it=part.it):
            html.append(engine.get_template(part.template).render(context))
    return mark_safe("".join(html))
