"""Parts of pages that are the same each time: `{% while_it_stands "composer" room.id %}…{% endkept %}`, under what stands
(decision 11), and `{% until_it_grows "floor" room.id %}…{% endkept %}`, under the heads of the reader's books (decision 14).

A part is remembered for one seat and language, and for what is given behind its name: all else that it shows. The token
against forgery, which is each page's own, is put into its forms afterwards.
"""

import secrets
from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

from django import template
from django.db.models import Model
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from goodoffices.record.standing import part_until_it_grows, part_while_it_stands

register = template.Library()
# house: clock or chance: a mark that nobody who writes on a page can guess; it never leaves
TOKEN = mark_safe("token-" + secrets.token_hex(16))  # where the token goes; nobody who writes on a page can guess it


class Kept(template.Node):
    child_nodelists = ()  # no block stands in a part: none is looked for

    def __init__(self, nodes: NodeList, remember: Callable[..., SafeString], given: list[FilterExpression]) -> None:
        self.nodelist, self.remember, self.given = nodes, remember, given

    def render(self, context: template.Context) -> SafeString:
        seat = context.get("seat")
        if seat is None:
            return self.nodelist.render(context)
        what = (seat.id, get_language(), *(_plain(each.resolve(context)) for each in self.given))
        part = self.remember(seat, what, partial(self._without_token, context))
        return mark_safe(part.replace(TOKEN, str(context.get("csrf_token", "")))) if TOKEN in part else part

    def _without_token(self, context: template.Context) -> SafeString:
        with context.push(csrf_token=TOKEN):
            return self.nodelist.render(context)


def _plain(given: Any) -> Hashable:
    """A row is the same to Python as long as its id is: what a part shows of it has to be given itself."""
    if any(isinstance(each, Model) for each in (given if isinstance(given, tuple) else (given,))):
        raise TypeError(f"give what the part shows of {given!r}, not the row")
    hash(given)
    return given


def _kept(parser: Parser, token: Token, remember: Callable[..., SafeString]) -> Kept:
    _name, *given = token.split_contents()
    nodes = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(nodes, remember, [parser.compile_filter(each) for each in given])


@register.tag
def while_it_stands(parser: Parser, token: Token) -> Kept:
    return _kept(parser, token, part_while_it_stands)


@register.tag
def until_it_grows(parser: Parser, token: Token) -> Kept:
    return _kept(parser, token, part_until_it_grows)
