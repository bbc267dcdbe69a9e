"""What every template of the house may use without loading it."""

import html
import json
import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from goodoffices.process.words import label as called
from goodoffices.record.models import Book
from goodoffices.record.moments import moment
from goodoffices.record.source import derived

register = template.Library()


@register.simple_tag(takes_context=True)
def when(context: template.Context, at: str, shape: str = "full") -> SafeString:
    """A moment of the record in the host city's zone; the page adds the reader's own. `shape`: full, time, date."""
    if not at:
        return mark_safe("")
    zone = _zone(context)
    local = moment(at).astimezone(ZoneInfo(zone))
    day = formats.date_format(local, "j F Y")
    if shape == "date":
        return format_html('<time datetime="{}">{}</time>', at, day)
    date = format_html('<span class="date">{}, </span>', day) if shape == "full" else ""
    clock = f"{formats.date_format(local, 'H:i')} {_city(zone)}"
    return format_html('<time datetime="{}" data-zone="{}">{}{}</time>', at, zone, date, clock)


@register.simple_tag
def day(text: str) -> str:
    """An ISO date in the reader's language."""
    return formats.date_format(datetime.fromisoformat(text), "j F Y") if text else ""


@register.simple_tag(takes_context=True)
def label(context: template.Context, word: str) -> str:
    """What this process's field calls a word of ours."""
    seat = context.get("seat")
    return called(word, seat.process.field if seat else "diplomacy")


@register.filter
def paragraphs(text: str) -> SafeString:
    """A person's words as paragraphs; markup in them is shown, not obeyed."""
    blocks = [block for block in text.split("\n\n") if block.strip()]
    return format_html_join("", "<p>{}</p>", ((_broken(block.strip("\n")),) for block in blocks))


@register.filter
def word_for(value: str, words: dict[str, Any]) -> str:
    return str(words.get(value, value))


@register.filter
def fours(text: str) -> SafeString:
    """A fingerprint in groups of four, to be read aloud and compared."""
    plain = "".join(character for character in text if character.isalnum())
    return format_html_join(" ", "<span>{}</span>", ((plain[i : i + 4],) for i in range(0, len(plain), 4)))


def _zone(context: template.Context) -> str:
    seat = context.get("seat")
    return str(context.get("zone") or (seat.process.zone if seat else timezone.get_default_timezone_name()))


def _city(zone: str) -> str:
    return "UTC" if zone == "UTC" else zone.split("/")[-1].replace("_", " ")


def _broken(block: str) -> SafeString:
    return mark_safe("<br>".join(conditional_escape(line) for line in block.split("\n")))


@register.simple_tag
def audience_words(kind: str, party: str = "") -> str:
    """Who reads a room, as one bold phrase."""
    if kind == "plenary":
        return _("Everyone at the table")
    if kind == "caucus":
        return _("Only %(party)s and the third party") % {"party": party}
    if kind == "delegation":
        return _("Only your own delegation")
    if kind == "third_party":
        return _("Only the third party")
    if kind == "task_force":
        return _("Only the task force")
    return _("Anyone")


@register.inclusion_tag("process/_will_read.html", takes_context=True)
def will_read(context: template.Context, book: Book | None = None, line: bool = False) -> dict[str, Any]:
    """Who will read what a form sends, to stand beside its button: in `book`, or in the plenary. `line`: as a short line."""
    here = [room for room, _unread in context["rail"] if room.id == (book.id if book else room.id)]
    room = here[0] if here else None  # an observer who is not admitted has no room
    return {"room": room, "line": line, "phrase": audience_words(room.kind, room.party_name) if room else ""}


@register.filter
def joined(names: list[str]) -> SafeString:
    """Names in a row, each isolated so that scripts do not disturb one another."""
    return format_html_join(", ", "<bdi>{}</bdi>", ((name,) for name in names))


@register.filter
def pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


@register.simple_tag
def said(text: str, book: Book) -> SafeString:
    """A person's words, with citations of this book and of the plenary as links: all readers of `book` may follow them."""
    targets = {"Plenary": derived(book.process_id, "book", "plenary"), book.name: book.id}
    names = "|".join(re.escape(name) for name in sorted(targets, key=len, reverse=True))

    def link(found: re.Match[str]) -> str:
        name = found["name"]
        address = reverse("record:entry", args=[book.process_id, targets[html.unescape(name)], int(found["number"])])
        return f'<a class="cite" href="{address}">{found[0]}</a>'

    escaped = names if names == html.escape(names) else "|".join(html.escape(each) for each in names.split("|"))
    return mark_safe(re.sub(rf"\b(?P<name>{escaped}) (?P<number>[1-9]\d{{0,8}})\b", link, paragraphs(text)))
