"""Tags and filters that every template may use without loading them."""

import html
import json
import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from goodoffices.process.audience import is_table
from goodoffices.process.audience_in_words import (
    book_in_words,
    names_in_all_languages,
    readers_in_words,
    readers_now_in_words,
)
from goodoffices.process.labels import FIELDS_OF_FORMS, LANGUAGES
from goodoffices.process.labels import label as called
from goodoffices.record.models import Book
from goodoffices.record.source import derived
from goodoffices.record.timestamps import moment

register = template.Library()


@register.simple_tag(takes_context=True)
def when(context: template.Context, at: str, shape: str = "full") -> SafeString:
    """A moment of the record in the host city's zone; the page adds the reader's own. `shape`: full, time, date."""
    if not at:
        return mark_safe("")
    zone = _zone(context)
    local = moment(at).astimezone(ZoneInfo(zone))
    day = _day_in_words(local.date(), get_language())
    if shape == "date":
        return format_html('<time datetime="{}">{}</time>', at, day)
    dated = format_html('<span class="date">{}{}</span>', day, _comma()) if shape == "full" else ""
    city = format_html("<bdi>{}</bdi>", _city(zone))
    # Translators: an hour in a city, such as “10:41 Vienna”.
    clock = format_html(_("%(hour)s %(city)s") % {"hour": "{hour}", "city": "{city}"}, hour=f"{local:%H:%M}", city=city)
    return format_html('<time datetime="{}" data-zone="{}">{}{}</time>', at, zone, dated, clock)


# house: kept between requests: a day in words, in each language
@lru_cache(maxsize=1024)
def _day_in_words(day: date, _language: str | None) -> str:
    return formats.date_format(day, "j F Y")


@register.simple_tag
def day(text: str) -> str:
    """An ISO date in the reader's language."""
    return formats.date_format(datetime.fromisoformat(text), "j F Y") if text else ""


@register.simple_tag(takes_context=True)
def label(context: template.Context, word: str) -> str:
    """What this process's field calls a word of ours."""
    return called(word, _field(context))


@register.simple_tag(takes_context=True)
def citation(context: template.Context, book: Book | str, number: int) -> SafeString:
    """An entry as one cites it, in the reader's language."""
    name = (
        called(book, _field(context)) if isinstance(book, str) else book_in_words(book.kind, book.name, _field(context))
    )
    return format_html("<bdi>{} {}</bdi>", name, number)


@register.simple_tag(takes_context=True)
def book_name(context: template.Context, book: Book) -> str:
    """The name of a book in the reader's language; copies bear the recorded one."""
    return book_in_words(book.kind, book.name, _field(context))


@register.simple_tag(takes_context=True)
def cited(context: template.Context, address: str, book: Book | str, number: int) -> SafeString:
    """The same as a link, for a gap in a sentence."""
    return format_html('<a class="cite" href="{}">{}</a>', address, citation(context, book, number))


@register.simple_tag
def office(who: Any) -> SafeString:
    """What somebody is at the table, and for whom."""
    if not who.party:
        return conditional_escape(who.title)
    party = format_html("<bdi>{}</bdi>", who.party.name)
    # Translators: a role and a party, such as “Head of delegation, North”.
    return format_html(_("%(role)s, %(party)s") % {"role": "{role}", "party": "{party}"}, role=who.title, party=party)


@register.simple_tag
def field_name(name: str) -> str:
    """What a field of a form is called, where a page shows it away from its form."""
    name, _dash, language = name.partition("-")  # a field for each language, such as `called-en`
    plain = str(FIELDS_OF_FORMS.get(name, name))
    return f"{plain} ({LANGUAGES[language]})" if language in LANGUAGES else plain


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


def _comma() -> str:
    return pgettext("between names in a row", ", ")


def _semicolon() -> str:
    return pgettext("between names that hold commas", "; ")


def _field(context: template.Context) -> str:
    """Of the process on the page, or of the one that a piece is pushed for."""
    seat = context.get("seat")
    return seat.process.field if seat else str(context.get("field") or "diplomacy")


def _zone(context: template.Context) -> str:
    seat = context.get("seat")
    return str(context.get("zone") or (seat.process.zone if seat else timezone.get_default_timezone_name()))


def _city(zone: str) -> str:
    return "UTC" if zone == "UTC" else zone.split("/")[-1].replace("_", " ")


def _broken(block: str) -> SafeString:
    return mark_safe("<br>".join(conditional_escape(line) for line in block.split("\n")))


register.simple_tag(readers_in_words, name="audience_words")
register.simple_tag(readers_now_in_words, name="audience_now")


@register.inclusion_tag("process/_will_read.html", takes_context=True)
def will_read(context: template.Context, book: Book | None = None, line: bool = False) -> dict[str, Any]:
    """Who will read what a form sends, to stand beside its button: in `book`, or in the plenary. `line`: as a short line."""
    here = [room for room, _unread in context["rail"] if room.id == (book.id if book else room.id)]
    room = here[0] if here else None  # an observer who is not admitted has no room
    return {"room": room, "line": line, "phrase": readers_in_words(room.kind, room.party_name) if room else ""}


@register.filter
def at_the_table(row: Any) -> bool:
    """Whether the whole table reads a thing, or a room."""
    return is_table(row.audience if hasattr(row, "audience") else row.book.audience)


@register.filter
def joined(names: Iterable[object]) -> SafeString:
    """Names or numbers in a row, each isolated so that scripts do not disturb one another."""
    called = [str(name) for name in names]
    # Names of seats hold commas of their own, such as “Head of delegation, North”.
    between = _semicolon() if any(mark in name for name in called for mark in ",،") else _comma()
    return format_html_join(between, "<bdi>{}</bdi>", ((name,) for name in called))


@register.filter
def pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


@register.simple_tag
def said(text: str, book: Book) -> SafeString:
    """A person's words, with citations of this book and of the plenary as links: all readers of `book` may follow them."""
    plenary = derived(book.process_id, "book", "plenary")
    targets = {
        **dict.fromkeys(names_in_all_languages("plenary", "Plenary"), plenary),
        **dict.fromkeys(names_in_all_languages(book.kind, book.name), book.id),
    }
    names = "|".join(re.escape(name) for name in sorted(targets, key=len, reverse=True))

    def link(found: re.Match[str]) -> str:
        name = found["name"]
        address = reverse("record:entry", args=[book.process_id, targets[html.unescape(name)], int(found["number"])])
        return f'<a class="cite" href="{address}">{found[0]}</a>'

    escaped = names if names == html.escape(names) else "|".join(html.escape(each) for each in names.split("|"))
    return mark_safe(re.sub(rf"\b(?P<name>{escaped}) (?P<number>[1-9]\d{{0,8}})\b", link, paragraphs(text)))
