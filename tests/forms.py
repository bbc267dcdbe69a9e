"""Reading the forms of a page as a browser without JavaScript does, and sending them."""

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any

from django.test import Client

from goodoffices.process.form_fields import control_of


@dataclass
class Form:
    """A form as it stands in a page: where it goes, what it holds, what is written beside its button."""

    page: str
    action: str
    method: str
    attributes: dict[str, str]
    fields: list[tuple[str, str]] = field(default_factory=list)
    options: dict[str, list[str]] = field(default_factory=dict)
    buttons: dict[str, str] = field(default_factory=dict)  # those with a name, and what pressing them says
    words: str = ""  # inside the form, and before it among the actions that it belongs to

    @property
    def names(self) -> set[str]:
        return {name for name, _value in self.fields} | set(self.options)

    def send(self, client: Client, htmx: bool = False, **values: Any) -> Any:
        """Fill in and send; `values` take the place of what the page holds, None leaves a field out."""
        data: dict[str, list[str]] = {}
        for name, value in self.fields:
            data.setdefault(name, []).append(value)
        values = {control_of(name): value for name, value in values.items()}
        for name, value in values.items():
            assert name in self.names, f"{name} is no field of {self.action}: {sorted(self.names)}"
            data[name] = [] if value is None else value if isinstance(value, list) else [value]
        headers = {"hx-request": "true"} if htmx else {}
        return client.post(self.action, data, headers=headers)

    def press(self, client: Client, button: str, **values: Any) -> Any:
        """Send it by a button that has a name."""
        pressed = replace(self, fields=[*self.fields, (button, self.buttons[button])])
        return pressed.send(client, **values)

    def confirm(self, client: Client, **values: Any) -> Any:
        """Fill in and send a solemn act, and press the button of the sheet in which it is read back."""
        asked = self.send(client, **values)
        assert asked.status_code == 422, asked.status_code
        (sheet,) = acting(forms_in(self.page, asked.text), self.action.rpartition("/")[2])
        return sheet.press(client, "read_back")


VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.forms, self._form, self._area, self._select = page, [], None, None, None  # type: ignore[var-annotated]
        self._open: list[tuple[str, list[str] | None]] = []  # elements; for a group of actions, what is written in it

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            group = next((words for _tag, words in reversed(self._open) if words is not None), [])
            self._form = Form(self.page, has.get("action", "") or self.page, has.get("method", "get"), has)
            self._form.words = "".join(group)
            self.forms.append(self._form)
        if tag not in VOID:
            self._open.append((tag, [] if tag != "form" and "actions" in has.get("class", "").split() else None))
        if self._form is None:
            return
        if tag == "input" and has.get("name"):
            ticked = has.get("type") not in ("checkbox", "radio") or "checked" in has
            if ticked:
                self._form.fields.append((has["name"], has.get("value", "")))
            self._form.options.setdefault(has["name"], []).append(has.get("value", ""))
        elif tag == "button" and has.get("name"):
            self._form.buttons[has["name"]] = has.get("value", "")
        elif tag == "textarea":
            self._area = (has["name"], [])
        elif tag == "select":
            self._select = has["name"]
            self._form.options[has["name"]] = []
        elif tag == "option" and self._select:
            if "selected" in has or not self._form.options[self._select]:
                self._form.fields = [pair for pair in self._form.fields if pair[0] != self._select]
                self._form.fields.append((self._select, has.get("value", "")))
            self._form.options[self._select].append(has.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._area:
            self._area[1].append(data)
        if self._form is not None:
            self._form.words += data
        for _tag, words in self._open:
            if words is not None:
                words.append(data)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass
        if tag == "textarea" and self._area and self._form is not None:
            # A browser drops the line break that directly follows the tag.
            self._form.fields.append((self._area[0], "".join(self._area[1]).removeprefix("\n")))
            self._form.options.setdefault(self._area[0], [])
            self._area = None
        elif tag == "select":
            self._select = None
        elif tag == "form":
            self._form = None


def forms_in(page: str, html: str) -> list[Form]:
    """The forms of a page at this address."""
    reader = _Reader(page)
    reader.feed(html)
    return reader.forms


def acting(forms: list[Form], kind: str, **holding: str) -> list[Form]:
    """Those among them that perform acts of this kind, or that go to an address ending so; and that hold these values."""
    to = kind if "/" in kind else f"/acts/{kind}"
    return [
        form
        for form in forms
        if form.action.endswith(to) and form.method == "post" and set(holding.items()) <= set(form.fields)
    ]


def forms_on(client: Client, page: str, kind: str, **holding: str) -> list[Form]:
    """All such forms on a page."""
    answer = client.get(page)
    assert answer.status_code == 200, f"{page}: {answer.status_code}"
    return acting(forms_in(page, answer.text), kind, **holding)


def form_on(client: Client, page: str, kind: str, **holding: str) -> Form:
    """The one such form on a page."""
    found = forms_on(client, page, kind, **holding)
    assert len(found) == 1, f"{page} has {len(found)} forms for {kind} {holding}"
    return found[0]


def act_at(process: str, kind: str) -> str:
    """Where a form performs an act."""
    return f"/processes/{process}/acts/{kind}"
