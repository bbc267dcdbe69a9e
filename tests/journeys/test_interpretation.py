"""Said in one language and read in another; terms marked where they occur; a divergent one is thought over before it is sent."""

import pytest
from playwright.sync_api import expect

from goodoffices.interpretation.finding import found_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("round")]

TERMS = [
    {"en": "good offices", "ar": "مساعٍ حميدة", "tr": "dostane girişim"},
    {"en": "offices"},
    {"tr": "ihlal"},
    {"tr": "ISLAK zemin"},
    {"ar": "وساطة", "ru": "посредничество"},
    {"ar": "أجل"},
    {"en": "cease-fire", "zh": "停火"},
    {"en": "a.b"},
    {"en": "3,5 % (net)"},
]
TEXTS = [
    "Good  OFFICES, offices; unoffices.",
    "İHLAL ve ihlâl; ıslak zemin.",
    "نطلب الوساطة، وبالوساطة وحدها، إلى أَجَلٍ.",
    "Посредничество? посредничества.",
    "We want a CEASE-FIRE; 我们要求停火。",
    "a.b axb a.bc 3,5 % (net)",
    "Nothing of it.",
]


@pytest.fixture
def seats(host):
    return {
        "amara": host.seat("mediator"),
        "lena": host.seat("head", "north"),
        "idris": host.seat("head", "south"),
    }


def opened(someone, seat, page, **dress):
    mine = someone(**dress)
    mine.goto(seat["sign_in"])
    mine.goto(page)
    return mine


def marked(page, statement):
    selector = f"#statement-{statement} mark.term a"
    return list(dict.fromkeys(page.eval_on_selector_all(selector, "all => all.map(a => a.href.split('/').at(-2))")))


def test_the_page_finds_the_terms_that_the_server_finds(host, seats, someone):
    lena, room = seats["lena"], host.room(seats["lena"], "delegation")["id"]
    ids = {}
    for called in TERMS:
        term = host.act(lena, "interpretation.propose_term", called=called, book=room)["id"]
        ids |= dict.fromkeys(called.values(), term)
    said = {text: host.act(lena, "consultation.make_statement", room=room, text=text)["id"] for text in TEXTS}

    page = opened(someone, lena, host.page(f"rooms/{room}/"))
    expect(page.locator("mark.term").first).to_be_visible()
    for text, statement in said.items():
        expected = {ids[word] for called in TERMS for word in called.values() if found_in(text, [word])}
        if "OFFICES" in text:  # within “good offices” there is another term, and after it stands that one alone
            assert [ids["good offices"], ids["offices"]] == marked(page, statement)
        assert set(marked(page, statement)) == expected, text
        shown = page.locator(f"#statement-{statement} > .text").inner_text()
        assert shown.split() == text.split(), "marking changes no word"
    assert page.complaints == []


def test_a_rendering_comes_live_and_stands_above_for_who_reads_it_first(host, seats, someone):
    plenary = host.room(seats["lena"], "plenary")["id"]
    page = host.page(f"rooms/{plenary}/")
    said = host.act(seats["idris"], "consultation.make_statement", room=plenary, text="نأخذ علماً بالإشعار.")["id"]
    first = host.act(seats["amara"], "interpretation.render", statement=said, language="fr", text="Nous prenons note.")
    lena, idris = opened(someone, seats["lena"], page), opened(someone, seats["idris"], page, width=390)
    expect(lena.locator(f"#renderings-{said}")).to_contain_text("Nous prenons note.")
    lena.select_option("#reads-first", "en")
    lena.get_by_role("button", name="Choose").click()
    expect(lena.locator("#reads-first")).to_have_value("en")

    host.act(seats["amara"], "interpretation.render", statement=said, language="en", text="We take note of the notice.")
    expect(lena.locator(f"#statement-{said} > .rendering + .text")).to_contain_text("نأخذ")
    expect(lena.locator(f"#statement-{said} > .rendering")).to_contain_text("We take note of the notice.")
    expect(idris.locator(f"#renderings-{said}")).to_contain_text("We take note of the notice.")
    expect(idris.locator(f"#statement-{said} > .rendering")).to_have_count(0)

    host.act(seats["idris"], "consultation.amend_statement", statement=said, text="نأخذ علماً.")
    for reader in (lena, idris):
        expect(reader.locator(f"#renderings-{said} .rendering").first).to_contain_text("Of an earlier wording")
    expect(lena.locator(f"#statement-{said} > .rendering")).to_have_count(1)
    host.act(seats["amara"], "interpretation.withdraw_rendering", rendering=first["id"])
    expect(idris.locator(f"#renderings-{said} details.original")).to_have_count(1)
    assert [lena.complaints, idris.complaints] == [[], []]


def test_a_rendering_of_an_issue_and_of_a_term_comes_live_to_their_pages(host, seats, someone):
    issue = host.act(seats["amara"], "agenda.raise_issue", title="Notice before closing")["id"]
    term = host.act(seats["amara"], "interpretation.propose_term", called={"en": "closing"})["id"]
    on_issue = opened(someone, seats["lena"], host.page(f"agenda/issues/{issue}/"))
    on_term = opened(someone, seats["idris"], host.page(f"interpretation/terms/{term}/"))
    for about, text, page in ((issue, "Préavis avant la fermeture", on_issue), (term, "fermeture", on_term)):
        host.act(seats["amara"], "interpretation.render", about=about, language="fr", text=text)
        expect(page.locator(f"#renderings-{about}")).to_contain_text(text)

    host.act(seats["amara"], "agenda.amend_issue", issue=issue, title="Notice before the canal is closed", summary="")
    expect(on_issue.locator(f"#renderings-{issue}")).to_contain_text("Of an earlier wording")
    assert [on_issue.complaints, on_term.complaints] == [[], []]


def test_a_divergent_term_is_marked_and_thought_over_before_it_is_sent(host, seats, someone):
    plenary = host.room(seats["lena"], "plenary")["id"]
    lena = opened(someone, seats["lena"], host.page(f"rooms/{plenary}/"))
    term = host.act(seats["amara"], "interpretation.propose_term", called={"en": "freeze", "fr": "gel"})["id"]
    host.act(seats["amara"], "interpretation.settle_term", term=term, status="deliberately_open", words="Until May.")

    count = lena.locator(".statement").count()
    lena.fill("#words", "We offer a freeze.")
    lena.click("form.composer button.primary")
    expect(lena.locator("form.composer .problem")).to_contain_text("deliberately open")
    expect(lena.locator("#words")).to_have_value("We offer a freeze.")
    assert lena.locator(".statement").count() == count
    lena.get_by_role("button", name="Send anyway").click()
    expect(lena.locator("#words")).to_have_value("")
    expect(lena.locator("form.composer .problem")).to_be_empty()

    mark = lena.locator(".statement", has_text="We offer a freeze.").locator("mark.term a")
    expect(mark).to_have_attribute("title", "Deliberately open. English: freeze; Français: gel")
    mark.click()
    expect(lena.locator("h1")).to_have_text("freeze")
    assert [said for said in lena.complaints if "422" not in said] == []
