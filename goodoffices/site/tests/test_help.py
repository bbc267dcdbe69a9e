"""How-tos: every page leads to its own, each is there, and no link in them is lost."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from goodoffices.record.office import ANY, offices
from goodoffices.site import howtos
from tests.cast import client_of

NO_PAGES = {"api", "live"}  # for programs, and for scripts
EXPLAINS_ITSELF = {"calendar-feed", "check", "check-command", "waiting", "healthz", "language", "how-to", "how-tos"}


def names(resolver: URLResolver, namespace: str = "") -> set[str]:
    found = set()
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            found |= names(each, f"{each.namespace}:" if each.namespace else namespace)
        elif isinstance(each, URLPattern) and each.name:
            found.add(f"{namespace}{each.name}")
    return found


def test_every_page_has_a_how_to_that_is_there() -> None:
    every = howtos.all_howtos("en")
    pages = {name for name in names(get_resolver()) if name.partition(":")[0] not in NO_PAGES | EXPLAINS_ITSELF}
    assert len(pages) > 40
    assert {page: name for page in sorted(pages) if (name := howtos.name_for(page)) not in every} == {}


def test_every_how_to_explains_a_page_or_is_led_to_by_another() -> None:
    explained = {howtos.name_for(page) for page in names(get_resolver())}
    linked = {name for each in howtos.all_howtos("en") for name in links(each)}
    assert set(howtos.all_howtos("en")) - explained - linked == set()


def links(name: str) -> list[str]:
    shown = howtos.rendered(name, "en")
    assert shown is not None
    return re.findall(r'href="/help/([\w-]+)/', shown.html)


@pytest.mark.parametrize("name", sorted(howtos.all_howtos("en")))
def test_a_how_to_opens_for_everybody_and_its_links_lead_somewhere(name: str, client) -> None:
    page = client.get(f"/help/{name}/")
    assert page.status_code == 200
    assert f'<h1 id="{howtos.anchor_of(howtos.all_howtos("en")[name].title)}">' in page.text
    for link in re.findall(r'<a href="(/help/[^"#]*)', page.text):
        assert client.get(link).status_code == 200, link
    for anchor in re.findall(r'<main.*?href="#([^"]+)"', page.text, re.S):
        assert f'id="{anchor}"' in page.text
    assert ".md" not in re.sub(r"<(code|pre)\b.*?</\1>", "", page.text, flags=re.S)


def test_an_office_names_only_pages_and_how_tos_that_it_has() -> None:
    known = names(get_resolver())
    for office in offices():
        for page, name in office.help.items():
            assert page == ANY or f"{office.label}:{page}" in known
            assert Path(office.path, "help", f"{name}.md").is_file()


def test_names_of_how_tos_are_used_once() -> None:
    files = [file.stem for config in apps.get_app_configs() for file in Path(config.path, "help").glob("*.md")]
    assert len(files) == len(set(files))


def test_a_page_leads_to_its_how_to_and_an_absent_one_to_none(river, lena, client) -> None:
    talks = client_of(lena)
    assert '<a href="/help/agenda/">' in talks.get(f"/processes/{river.process}/agenda/").text
    assert '<a href="/help/where-you-sit/">' in talks.get(f"/processes/{river.process}/about/").text
    assert '<a href="/help/signing-in/">' in client.get("/account/login/").text
    assert 'href="/help/' not in talks.get(f"/processes/{river.process}/agenda/issues/nosuchissue/").text
    assert client.get("/help/nothing-of-the-sort/").status_code == 404


def test_how_tos_are_found_by_their_words(client) -> None:
    every = client.get("/help/").text
    assert '<a href="/help/agenda/#raise-an-issue"' in every and 'href="/help/floor/"' in every
    some = client.get("/help/", {"q": "raise hand"}).text
    assert 'href="/help/floor/"' in some and 'href="/help/tokens/"' not in some
    none = client.get("/help/", {"q": "<b>zebra"}).text
    assert "&lt;b&gt;zebra" in none and "No page holds" in none


def test_a_how_to_without_a_translation_says_so(client) -> None:
    page = client.get("/help/agenda/", headers={"accept-language": "ar"})
    assert '<div lang="en" dir="auto">' in page.text
    assert '<p class="notice">' in page.text
    assert '<p class="notice">' not in client.get("/help/agenda/").text
