"""The catalogues are whole, agree with the sources, and are compiled from what can be read."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.utils import translation

from goodoffices.process.labels import LABELS, label
from goodoffices.record.models import Book
from goodoffices.site.templatetags.house import said

ROOT = Path(__file__).parents[1]
LOCALES = ROOT / "goodoffices/locale"
LANGUAGES = sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir())
FORMS = {"ar": 6, "ru": 4, "fr": 3, "tr": 2}
# The smallest whole numbers that ask for each of the six Arabic forms.
ARABIC_FORMS = {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 103: 3, 11: 4, 99: 4, 100: 5, 102: 5}
GAP = re.compile(r"%\((\w+)\)[a-z]")
TAG = re.compile(r"</?\w+[^>]*>")


@pytest.fixture(scope="module", params=LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return read(request.param)


def read(language: str) -> Catalog:
    with (LOCALES / language / "LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale=language)


def messages(catalogue: Catalog) -> list[Message]:
    return [message for message in catalogue if message.id]


def originals(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if message.pluralizable else (str(message.id),)


def renderings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if message.pluralizable else (str(message.string),)


def by_original(catalogue: Catalog) -> dict[tuple[str, str], tuple[str, ...]]:
    # Babel leaves the context of a compiled message in bytes.
    def told(context: str | bytes | None) -> str:
        return context.decode() if isinstance(context, bytes) else context or ""

    return {(told(m.context), originals(m)[0]): renderings(m) for m in messages(catalogue)}


def test_there_is_arabic():
    assert "ar" in LANGUAGES


def test_what_runs_is_compiled_from_what_can_be_read(catalogue):
    with (LOCALES / str(catalogue.locale) / "LC_MESSAGES/django.mo").open("rb") as file:
        compiled = read_mo(file)
    assert by_original(compiled) == by_original(catalogue)
    assert compiled.plural_expr == catalogue.plural_expr


def test_nothing_is_left_in_english_or_in_doubt(catalogue):
    assert [m.id for m in messages(catalogue) if m.fuzzy or not all(text.strip() for text in renderings(m))] == []
    assert not catalogue.obsolete


def test_gaps_and_tags_of_a_sentence_are_those_of_its_original(catalogue):
    for message in messages(catalogue):
        wanted = GAP.findall(originals(message)[-1])
        for number, text in enumerate(renderings(message)):
            exact = not message.pluralizable or number >= 3  # one and two are words of their own in Arabic
            found = GAP.findall(text)
            assert sorted(found) == sorted(wanted) if exact else set(found) <= set(wanted), message.id
            assert sorted(TAG.findall(text)) == sorted(TAG.findall(originals(message)[-1])), message.id
            assert "%" not in GAP.sub("", text).replace("%%", ""), message.id


def test_no_sentence_was_put_together_before_it_was_looked_up(catalogue):
    assert [m.id for m in messages(catalogue) if re.search(r"[{}]", " ".join(originals(m)))] == []


def test_every_number_has_its_form(catalogue):
    language = str(catalogue.locale)
    assert catalogue.num_plurals == FORMS[language]
    assert {len(renderings(m)) for m in messages(catalogue) if m.pluralizable} <= {FORMS[language]}


def test_arabic_counts_as_arabic_does():
    expression = read("ar").plural_expr
    python = re.sub(r"(.*?) \? (\d+) : ", r"\2 if \1 else ", expression.strip("()")).replace("&&", "and")
    assert {n: eval(python, {"n": n}) for n in ARABIC_FORMS} == ARABIC_FORMS


def test_the_catalogues_are_those_of_the_sources():
    if not shutil.which("xgettext"):
        if os.environ.get("CI"):
            pytest.fail("GNU gettext is missing here, so that nobody would notice a stale catalogue: install gettext.")
        pytest.skip("GNU gettext is not installed: whether the catalogues are up to date was not checked")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GOODOFFICES_")}
    check = subprocess.run(
        [ROOT / "scripts/messages", "--check"], env=environment, capture_output=True, text=True, check=False
    )
    assert check.returncode == 0, check.stdout + check.stderr


def test_a_new_sentence_is_named_by_its_line_and_never_guessed(tmp_path: Path) -> None:
    """It once got the translation of a sentence that looks like it, marked as a guess."""
    if not shutil.which("xgettext"):
        pytest.skip("GNU gettext is not installed")
    for folder in ("goodoffices", "scripts"):
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("tests", "vendor", "__pycache__")
        )
    (tmp_path / ".venv").symlink_to(sys.prefix)
    page = tmp_path / "goodoffices/agenda/templates/agenda/sheet.html"
    page.write_text(
        page.read_text(encoding="utf-8").replace("raised in the plenary yet", "raised in the plenary so far")
    )

    environment = {name: value for name, value in os.environ.items() if not name.startswith("GOODOFFICES_")}
    renewed = subprocess.run(
        [tmp_path / "scripts/messages"], env=environment, capture_output=True, text=True, check=True
    )
    line = next(
        n for n, text in enumerate(page.read_text(encoding="utf-8").splitlines(), 1) if "plenary so far" in text
    )
    assert renewed.stdout.splitlines()[:2] == [
        "ar: not translated yet:",
        f"goodoffices/agenda/templates/agenda/sheet.html:{line}: No issue has been raised in the plenary so far.",
    ]
    assert "fuzzy" not in (tmp_path / "goodoffices/locale/ar/LC_MESSAGES/django.po").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", ["الجلسة العامة 41", "Plenary 41"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_plenary_is_cited_in_any_language_and_found_by_readers_of_every_other(words, language):
    book = Book(id="plenary-book", register_id="talks", kind="plenary", name="Plenary")
    with translation.override(language):
        assert f'/41/">{words}</a>' in said(f"See {words}.", book)


def test_every_field_calls_its_words_in_arabic():
    with translation.override("ar"):
        called = {label(word, field) for field, words in LABELS.items() for word in words}
    assert called and all(re.search(r"[\u0600-\u06ff]", word) for word in called)
