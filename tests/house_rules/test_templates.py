"""Templates: no foreign markup, no code, a token in every form, every word translatable, every direction found."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house_rules.excuses import unexcused
from tests.house_rules.reading import Finding, matches, place, template_text, templates

GALLERY = {"site/templates/site/gallery.html"}  # the components, with sample text, for the eye alone
PLAIN = {"site/templates/500.html"}  # shown when nothing works any more: no language can be asked for


def pages() -> list[Path]:
    return [f for f in templates() if f.suffix == ".html" and place(f) not in GALLERY]


# ---- lines -----------------------------------------------------------------------------------------------------------

LONGEST = 120  # characters, as in code


def test_a_line_of_a_template_holds_one_thought() -> None:
    """A line of a mail is as long as its sentence; nothing else needs to be longer."""
    found = [
        Finding(file, number, f"{len(line)} characters")
        for file in templates()
        if file.suffix == ".html"
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > LONGEST
    ]
    assert [str(each) for each in found] == []


# ---- markup ----------------------------------------------------------------------------------------------------------

UNSAFE = re.compile(r"\|\s*safe\b|\{%\s*autoescape off")
CODE_IN_TAGS = re.compile(r"<[a-z][^>]*?\s(style|on[a-z]+)=")  # the policy forbids it
STYLES = re.compile(r"<style\b")
SCRIPTS = re.compile(r"<script\b[^>]*>")


def test_templates_obey_no_markup_of_others_and_carry_no_code() -> None:
    found: list[Finding] = []
    for file in pages():
        text = template_text(file)
        for pattern in (UNSAFE, CODE_IN_TAGS, STYLES):
            found += matches(file, pattern, text)
        found += [each for each in matches(file, SCRIPTS, text) if not _harmless_script(each.what)]
    assert unexcused("markup", found) == []


def _harmless_script(tag: str) -> bool:
    return " src=" in tag or 'type="application/json"' in tag


# ---- forms -----------------------------------------------------------------------------------------------------------


def test_every_form_that_sends_carries_its_token() -> None:
    found = []
    for file in pages():
        for form in re.findall(r"<form\b.*?</form>", template_text(file), flags=re.S):
            opening = form[: form.index(">")]
            if 'method="post"' in opening and not re.search(r"csrf_token|\{% include", form):
                found.append(f"{place(file)}: {opening}>")
            if "hx-post" in opening and 'method="post"' not in opening:
                found.append(
                    f"{place(file)}: without scripts this form would put its words into the address: {opening}>"
                )
    assert found == []


# ---- words -----------------------------------------------------------------------------------------------------------

NOT_SHOWN = re.compile(
    r"\{% blocktrans(?:late)?\b.*?\{% endblocktrans(?:late)? %\}|\{%.*?%\}|\{\{.*?\}\}"
    r"|<(?P<tag>script|style|code|pre|kbd)\b.*?</(?P=tag)>|<!doctype.*?>|<!--.*?-->",
    re.S | re.I,
)
SHOWN_ATTRIBUTE = re.compile(
    r"\s(?:alt|title|placeholder|aria-label|aria-description|data-words|data-somebody)=[\"']([^\"']*)[\"']"
)
TAG = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
WORDS = re.compile(r"[A-Za-z]{3,}")


def test_every_word_of_a_page_can_be_translated() -> None:
    found = [each for file in pages() if place(file) not in PLAIN for each in _untranslated(file)]
    assert unexcused("untranslated", found) == []


def _untranslated(file: Path) -> Iterator[Finding]:
    text = _blanked(
        _blanked(template_text(file), re.compile(r"\{% blocktrans.*?endblocktrans(?:late)? %\}", re.S)), NOT_SHOWN
    )
    for each in matches(file, SHOWN_ATTRIBUTE, text):
        if _says_something(each.what.split("=", 1)[1]):
            yield each
    for line, words in enumerate(_blanked(text, TAG).split("\n"), 1):
        if _says_something(words):
            yield Finding(file, line, words.strip())


def _blanked(text: str, pattern: re.Pattern[str]) -> str:
    """Without what the pattern fits; lines stay where they are."""
    return pattern.sub(lambda match: " " + "\n" * match[0].count("\n"), text)


def _says_something(words: str) -> bool:
    return bool(WORDS.search(re.sub(r"&\w+;", "", words)))


# What people write: whose direction the browser has to find out, word for word.
WRITTEN_BY_PEOPLE = re.compile(
    r"<(?P<tag>p|h1|h2|h3|div|span|b|td|dd|li|a|option|blockquote|textarea)\b(?P<attributes>(?:[^<>]|\{%[^%]*%\})*)>\s*"
    r"\{\{\s*(?P<what>[\w.]*\.(?:title|text|summary|words|name|position|interest|framework|outcome|venue|notice)\b)[^}]*\}\}"
)


def test_what_people_wrote_finds_its_own_direction() -> None:
    """Arabic in an English page, English in an Arabic one: an element that holds a person's words has dir="auto" or is <bdi>."""
    found = []
    for file in pages():
        for match in WRITTEN_BY_PEOPLE.finditer(text := template_text(file)):
            if 'dir="auto"' not in match["attributes"] and match["tag"] != "option":
                found.append(Finding(file, text.count("\n", 0, match.start()) + 1, match[0]))
    # A seat's title is the product's own word for it.
    named = re.compile(r"other\.title|who\.title|\.seat\.title|held\.title")
    assert unexcused("direction", [each for each in found if not named.search(each.what)]) == []
