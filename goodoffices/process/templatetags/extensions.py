"""Where the offices above stand on the pages of the offices below: `{% annotations "statement" id %}`,
`{% actions_on thing %}`, `{% beforehand thing %}`, `{% panels_of room %}`, `{% bar_of room %}`; and what they bring for every page: `{% stylesheets %}`, `{% scripts %}`,
`{% page_data %}`."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Engine
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from goodoffices.process import extensions
from goodoffices.record.office import offices

register = template.Library()


@register.simple_tag(takes_context=True)
def annotations(context: template.Context, sort: str, id: str) -> SafeString:
    """What stands beside a thing. A page with many things fetches them at once, as `annotated`."""
    seat, known = context.get("seat"), context.get("annotated")
    if seat is None:
        return mark_safe("")
    parts = extensions.annotations_beside(seat, sort, id) if known is None else known.get(id, ())
    # Without the seat, as in the live stream: it must be the same for everyone who may read it.
    place = {"process": seat.process_id, "zone": seat.process.zone, "field": seat.process.field}
    return rendered(parts, place)


@register.simple_tag(takes_context=True)
def actions_on(context: template.Context, thing: Any) -> SafeString:
    """What the reader may do about a thing, on its own page."""
    return _within(context, extensions.actions_on(context["seat"], thing))


@register.simple_tag(takes_context=True)
def beforehand(context: template.Context, thing: Any) -> SafeString:
    """What stands beside the words of a thing, just where the reader may commit to them. Never in a pushed fragment."""
    return _within(context, extensions.beforehand_of(context["seat"], thing))


@register.simple_tag(takes_context=True)
def panels_of(context: template.Context, room: Any) -> SafeString:
    """The panels beside the talk of a room."""
    return _within(context, extensions.panels_of(context["seat"], room))


@register.simple_tag(takes_context=True)
def bar_of(context: template.Context, room: Any) -> SafeString:
    """What stands in the bar at the foot of a room."""
    return _within(context, extensions.bar_of(context["seat"], room))


@register.simple_tag(takes_context=True)
def beside_book(context: template.Context, book: Any) -> SafeString:
    """What stands on the page of a book of the record."""
    return _within(context, extensions.beside_book(context["seat"], book))


@register.simple_tag(takes_context=True)
def minuted_in(context: template.Context, room: Any, session: Any) -> SafeString:
    """What else belongs into the printed minutes of a room."""
    return _within(context, extensions.minuted_in(context["seat"], room, session))


@register.simple_tag
def stylesheets() -> SafeString:
    """The stylesheets of the offices."""
    sheets = [(static(sheet),) for office in offices() for sheet in office.stylesheets]
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', sheets)


@register.simple_tag
def scripts() -> SafeString:
    """The scripts of the offices; each runs once the page is there."""
    files = [(static(script),) for office in offices() for script in office.scripts]
    return format_html_join("\n", '<script src="{}" defer></script>', files)


@register.simple_tag(takes_context=True)
def page_data(context: template.Context) -> SafeString:
    """What the offices' scripts need to know, as attributes of the body."""
    return format_html_join("", ' data-{}="{}"', extensions.page_data_for(context["seat"]).items())


def rendered(parts: Iterable[extensions.Part], known: dict[Any, Any]) -> SafeString:
    return mark_safe("".join(render_to_string(part.template, {**known, "it": part.it}) for part in parts))


def _within(context: template.Context, parts: Iterable[extensions.Part]) -> SafeString:
    """On a page, with what the page knows: its frame is asked for once, not again for each part."""
    html = []
    engine = Engine.get_default()
    for part in parts:
        with context.push(it=part.it):
            html.append(engine.get_template(part.template).render(context))
    return mark_safe("".join(html))
