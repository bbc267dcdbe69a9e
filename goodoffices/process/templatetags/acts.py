"""Forms that perform acts: `{% act "agenda.support_solution" solution=solution %}`.

The tag draws nothing where the act is not allowed to the reader. Where it is allowed but not possible now, it draws nothing
either, or, with `explain=True`, why not. With `otherwise=sentence` a sentence stands in its place in both cases. Everything else about a form it takes from the act (`process/forms.py`).

    {% act "agenda.set_status" issue=issue now=issue fields="status words" under=_("Change status") %}
    {% act "process.admit_seat" role_from=roles party_from=sides %}
    {% act "consultation.make_statement" room=room.id %} … {% field "text" lines=4 %} … {% endact %}
    {% acts %}{% act … %}{% act … %}{% endacts %}

What is given by the name of a field goes along unseen; `on=thing` gives the field that names things of its sort. `fields` are
shown, by default those that are needed and not given; `summary:3` is three lines high, `seat!` is needed here,
and where the act itself would take something, nothing is chosen before. `<field>_from` is what may be chosen.
Where forms are fetched into a page that is live, its view sets `forms_stay`, and `page_of_forms` to that page's address.
With a block, the template lays the fields out itself. `{% acts %}` sets buttons in a row, with one word on who will read them; `{% acts under=_("Change") %}` folds the row away, and
with `apart=True` its forms stand one below the other, each for itself. `{% acts choice=_("Where you stand") %}` makes them one
choice of that name; its present answer stands among them as `<span class="button chosen" aria-current="true">`.
"""

from typing import Any

from django import template
from django.core.exceptions import ImproperlyConfigured
from django.template import Engine, TemplateSyntaxError
from django.template.base import FilterExpression, NodeList, Parser, Token, TokenType, token_kwargs
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from goodoffices.process.form_fields import Field, marks_of
from goodoffices.process.forms import Asked, Form, Shown, form_for
from goodoffices.record.acts import KINDS, Act
from goodoffices.record.fields import shape_of

register = template.Library()

#: How a form is drawn; no act may have a field of one of these names.
OPTIONS = {
    "on": "a thing that the act is about, by the field that names things of its sort",
    "now": "the row that the form changes, or the value of its first field: what stands in the fields at first",
    "fields": "the fields that are shown",
    "then": "the page that follows; this page, if it is not given; `-made-` in it stands for the id of what the act makes",
    "stay": "whether the page stays as it is, since the live stream changes it",
    "under": "the line under which the form is folded away",
    "button": "the words of the button, where they are not the act's own",
    "buttons": "a field with a choice: each of its values is a button",
    "look": "how the button looks: primary, quiet, grave or plain",
    "hint": "a sentence above the fields",
    "line": "whether a line is enough to say who will read it",
    "quietly": "whether the page says already who will read it, right beside the form",
    "explain": "whether to say why, where the act is not possible now",
    "otherwise": "what stands in its place where the act is not allowed; where it is not possible now, the reason does",
    "classes": "the classes of the form, instead of the usual ones",
    "composer": "the address that is told that somebody writes: the form stays, is emptied once sent, and its block brings the button",
}


class ActNode(template.Node):
    child_nodelists = ()

    def __init__(self, kind: FilterExpression, given: dict[str, FilterExpression], body: NodeList | None) -> None:
        self.kind, self.given, self.body = kind, given, body

    def render(self, context: template.Context) -> SafeString:
        seat = context.get("seat")
        if seat is None:
            # A pushed fragment is the same for its whole audience; what a seat may do is not.
            raise ImproperlyConfigured("{% act %} stands in a page, never in a fragment that is pushed to everyone")
        kind = KINDS[self.kind.resolve(context)]
        given = {name: each.resolve(context) for name, each in self.given.items()}
        options = {name: given.pop(name) for name in OPTIONS if name in given}
        form = form_for(seat, kind, _asked(kind, given, options))
        if form is None or (form.sentence and not options.get("explain")):
            instead = (form.sentence if form else options["otherwise"]) if "otherwise" in options else ""
            return render_to_string("process/_instead.html", {"sentence": instead}) if instead else mark_safe("")
        return _drawn(context, form, options, self.body)


def _asked(kind: type[Act], given: dict[str, Any], options: dict[str, Any]) -> Asked:
    offered = {name.removesuffix("_from"): given.pop(name) for name in list(given) if name.endswith("_from")}
    if "on" in options:
        sort = options["on"].sort
        given = {sort if sort in kind.model_fields else "about": options["on"], **given}
    if unknown := {*given, *offered} - set(kind.model_fields):
        raise TemplateSyntaxError(f"{kind.kind} has no field {', '.join(sorted(unknown))}")
    shown = [_shown(each) for each in str(options.get("fields", "")).split()]
    now = options.get("now")
    if isinstance(now, str) and shown:
        now = {shown[0].name: now}
    return Asked(given, shown, offered, now)


def _shown(text: str) -> Shown:
    name, _colon, lines = text.partition(":")
    return Shown(name.removesuffix("!"), int(lines or 0), name.endswith("!"))


def _drawn(context: template.Context, form: Form, options: dict[str, Any], body: NodeList | None) -> SafeString:
    rooms = [room for room, _unread in context.get("rail") or ()]
    for field in form.fields:
        if field.shape == "book":
            _name_rooms(field, rooms)
    process, filled_in = context["seat"].process_id, bool(form.fields) or body is not None
    known = {
        "form": form,
        "address": reverse("process:act", args=[process, form.kind]),
        "then": options.get("then") or context.get("page_of_forms") or context["request"].path,
        "room": next((room for room in rooms if form.book and room.id == form.book.id), None),
        "folded": filled_in if form.act.solemn else bool(options.get("under")),
        "under": options.get("under") or form.label,
        "button": _button(form, options, filled_in),
        "buttons": next((field for field in form.fields if field.name == options.get("buttons")), None),
        "look": options.get("look") or ("primary" if options.get("under") else "plain"),
        "sends": "plain" if form.act.solemn and options.get("look") == "quiet" else "",
        "inline": not filled_in,
        "read_back": bool(form.act.yes),
        "stay": options.get("stay", context.get("forms_stay", "")),
        **{name: options.get(name, "") for name in ("hint", "line", "classes", "composer")},
    }
    group = context.get("group_of_acts")
    known["usual_classes"] = (
        "composer"
        if known["composer"]
        else "form"
        if not known["inline"]
        else "act"
        if group
        else "act actions no-print"
    )
    known["quietly"] = bool(options.get("quietly"))
    known["told"] = group.tells(known["room"]) if group and not form.sentence else None
    with context.push(**known), context.push(body=body.render(context) if body else None):
        return Engine.get_default().get_template("process/_act.html").render(context)


def _button(form: Form, options: dict[str, Any], filled_in: bool) -> str | Promise:
    """The words of the button. That of a solemn act opens its sheet, which an ellipsis says; the sheet's own performs it."""
    named = options.get("button") or (form.label if filled_in else options.get("under") or form.label)
    if not form.act.solemn:
        return named
    return _("Read it back…") if filled_in else _("%(deed)s…") % {"deed": named}


def _name_rooms(field: Field, rooms: list[Any]) -> None:
    """In the order of the rail, each with the room that a template names."""
    by_id = {option.label: option for option in field.options}
    field.options = [by_id[room.id] for room in rooms if room.id in by_id]
    for option in field.options:
        option.label = next(room for room in rooms if room.id == option.label)


@register.tag
def act(parser: Parser, token: Token) -> ActNode:
    _name, kind, *bits = token.split_contents()
    given = token_kwargs(bits, parser)
    if bits:
        raise TemplateSyntaxError(f"{{% act %}} takes names with values, not {' '.join(bits)}")
    body = None
    if _has_a_body(parser):
        body = parser.parse(("endact",))
        parser.delete_first_token()
    return ActNode(parser.compile_filter(kind), given, body)


def _has_a_body(parser: Parser) -> bool:
    """Forms do not hold forms: it has one if the next of the two tags is the end of a block."""
    tokens: Any = parser.tokens  # a list here, though the stub also allows text
    for each in reversed(tokens):
        if each.token_type == TokenType.BLOCK and each.contents.split()[0] in ("act", "endact"):
            return each.contents.split()[0] == "endact"
    return False


@register.tag
def acts(parser: Parser, token: Token) -> "GroupNode":
    _name, *bits = token.split_contents()
    given = token_kwargs(bits, parser)
    nodes = parser.parse(("endacts",))
    parser.delete_first_token()
    return GroupNode(nodes, given.get("under"), "apart" in given, given.get("choice"))


class Group:
    """Forms in a row. The first says who will read them; another says so only if its readers are others."""

    def __init__(self) -> None:
        self.room: Any = None
        self.drawn = 0

    def tells(self, room: Any) -> bool:
        """Whether the row has said already who will read what goes into this room."""
        self.drawn += 1
        if self.drawn == 1:
            self.room = room
        return bool(room == self.room)


class GroupNode(template.Node):
    def __init__(
        self, nodelist: NodeList, under: FilterExpression | None, apart: bool, choice: FilterExpression | None
    ) -> None:
        self.nodelist, self.under, self.apart, self.choice = nodelist, under, apart, choice

    def render(self, context: template.Context) -> SafeString:
        group = Group()
        with context.push(group_of_acts=None if self.apart else group):
            forms = self.nodelist.render(context)
        if not forms.strip() or (self.choice and not group.drawn):
            return mark_safe("")
        choice = self.choice.resolve(context) if self.choice else ""
        under = self.under.resolve(context) if self.under else ""
        with context.push(forms=forms, room=group.room, under=under, apart=self.apart, choice=choice):
            return Engine.get_default().get_template("process/_acts.html").render(context)


@register.simple_tag(takes_context=True)
def room_of(context: template.Context, book: Any) -> Any:
    """The room whose book this is, as the rail has it."""
    return next((room for room, _unread in context.get("rail") or () if book and room.id == book.id), None)


@register.simple_tag(takes_context=True)
def field(context: template.Context, name: str, **looks: Any) -> SafeString:
    """One field of the form around it. Its looks: `as_radio` (each choice in a line of its own), `columns`, `lines` (how high
    it is), `in_line`, `hint_below` (a hint below its label), `needed` (it may not be left empty this time)."""
    form: Form = context["form"]
    found = next((each for each in form.fields if each.name == name), None)
    if found is None:
        return mark_safe("")
    if looks.get("lines") and found.shape == "line" and _takes_lines(form.act, name):
        found.shape = "text"
    with context.push(field=found, **{"lines": found.lines, **looks}):
        return Engine.get_default().get_template("process/_field.html").render(context)


def _takes_lines(act: Act, name: str) -> bool:
    """Whether words of several lines fit there, though its field is one line high by itself."""
    return shape_of(marks_of(type(act).model_fields[name])) == "note"
