"""Parts of pages that are the same each time:

    {% cached "tools" until="table" %}…{% endcached %}    until somebody comes or goes, or the ground rules change
    {% cached "masthead" %}…{% endcached %}               until any structure changes: what there is and how it stands
    {% cached "head" room.id until="process_session consultation_closure" %}…{% endcached %}
                                                          until one of these tables changes
    {% cached "all" until="heads" %}…{% endcached %}      until anything happens in one of the reader's books

Whatever is read inside is noted, and the part rests on it, too. So `until` names what was read before.

A part is cached per seat and language (`record.cache`) and per argument after its name. The arguments must cover
everything else that it shows. The token against forgery, which is each page's own, is put into its forms afterwards.
"""

import secrets
from functools import partial

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString, mark_safe

from goodoffices.record.cache import cached_part, tables_named

register = template.Library()
# house: clock or chance: a mark that nobody who writes on a page can guess; it never leaves
TOKEN = mark_safe("token-" + secrets.token_hex(16))  # where the token goes; nobody can guess it and write it on a page


class Cached(template.Node):
    child_nodelists = ()  # a cached part holds no blocks, so Django need not search it

    def __init__(self, nodes: NodeList, name: str, until: str, given: list[FilterExpression]) -> None:
        self.nodelist, self.name, self.until, self.given = nodes, name, until, given

    def render(self, context: template.Context) -> SafeString:
        seat = context.get("seat")
        if seat is None:
            return self.nodelist.render(context)
        given = tuple([each.resolve(context) for each in self.given])
        part = cached_part(seat, self.until, self._full_name, given, partial(self._without_token, context))
        return mark_safe(part.replace(TOKEN, str(context.get("csrf_token", "")))) if TOKEN in part else part

    @property
    def _full_name(self) -> str:
        """Two templates may call a part by the same name."""
        return f"{self.origin.template_name!s} {self.name}" if self.origin else self.name

    def _without_token(self, context: template.Context) -> SafeString:
        with context.push(csrf_token=TOKEN):
            return self.nodelist.render(context)


@register.tag
def cached(parser: Parser, token: Token) -> Cached:
    _tag, name, *given = token.split_contents()
    until = "structure"
    if given and given[-1].startswith("until="):
        until = given.pop().removeprefix("until=").strip("\"'")
    nodes = parser.parse(("endcached",))
    parser.delete_first_token()
    try:
        tables_named(until)
    except ValueError as unknown:
        raise template.TemplateSyntaxError(str(unknown)) from unknown
    return Cached(nodes, name.strip("\"'"), until, [parser.compile_filter(each) for each in given])
