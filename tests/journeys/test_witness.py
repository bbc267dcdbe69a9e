"""A party's browser as a witness: a key is made and named, a book is witnessed, and the other side sees it; and what a lie comes to."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from goodoffices.engines.ledger import WitnessKey, notes

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("witness")]


@pytest.fixture
def seated(host, someone):
    def opened(role="head", party="north", **looks):
        page = someone(**looks)
        page.goto(host.url + host.way_in(host.seat(role, party)["seat"]))
        return page

    return opened


def with_key(host, page):
    """Make a key in this browser, if it keeps none yet, and have it named."""
    page.goto(host.page("witnesses/"))
    if page.get_by_role("button", name="Make a key").is_visible():
        page.get_by_role("button", name="Make a key").click()
    verifier = page.locator("[data-verifier]").inner_text()
    page.locator("summary", has_text="Name a witness").click()
    expect(page.locator("input[name=verifier]")).to_have_value(verifier)
    page.get_by_role("button", name="Name this witness").click()
    expect(page.locator("#named")).to_contain_text(verifier.split("+")[0])
    return WitnessKey.parse(verifier)


def answer_of(page):
    page.get_by_role("button", name="Witness now").click()
    expect(page.locator("[data-answer]")).not_to_be_empty()
    expect(page.get_by_role("button", name="Witness now")).to_be_enabled()
    return page.locator("[data-answer]").get_attribute("data-answer")


def test_a_delegate_witnesses_and_the_other_side_sees_it(host, seated):
    lena, idris = seated(width=360), seated(party="south")
    plenary = host.room(host.seat("head", "north"), "plenary")["book"]
    lena.goto(host.page(f"record/{plenary}/"))
    lena.get_by_role("link", name="Who has witnessed this book").click()
    assert answer_of(lena) == "no-key"
    key = with_key(host, lena)
    lena.goto(host.page(f"witnesses/{plenary}/"))
    assert answer_of(lena) == "signed"
    expect(lena.locator("#witnessed")).to_contain_text("Signed this checkpoint")
    assert answer_of(lena) == "unchanged"
    assert lena.evaluate("document.documentElement.scrollWidth <= innerWidth")

    idris.goto(host.page(f"witnesses/{plenary}/"))
    expect(idris.locator("#witnessed")).to_contain_text("North")
    expect(idris.locator("#witnessed")).to_contain_text("Signed this checkpoint")
    shown = host.get(host.seat("head", "south"), f"/books/{plenary}/witnesses")
    (line,) = [each["line"] for each in shown["witnesses"] if each["verifier"] == str(key)]
    assert notes.parse_note(shown["checkpoint"] + line).signed_by(key), "another implementation does not take it"

    for page in (lena, idris):
        found = Axe().run(page, context="main")
        assert found.violations_count == 0, found.generate_report()
        assert page.complaints == []


def lying(page, change):
    """From here on the page is shown another answer than the host gave."""

    def answered(route):
        told = route.fetch().json()
        route.fulfill(json=change(told))

    page.route("**/offered", answered)


def test_what_does_not_continue_is_never_signed(host, seated, tmp_path):
    lena = seated()
    caucus = host.room(host.seat("head", "north"), "caucus")["book"]
    plenary = host.room(host.seat("head", "north"), "plenary")["book"]
    with_key(host, lena)
    sent = []
    lena.on("request", lambda request: sent.append(request.url) if request.url.endswith("/cosignatures") else None)
    lena.goto(host.page(f"witnesses/{plenary}/"))
    good = host.get(host.seat("head", "north"), f"/books/{plenary}/witnesses")["checkpoint"]

    def another(told):
        other = told["checkpoint"].replace("\n", "0\n", 1)
        return {**told, "checkpoint": other}

    lying(lena, another)
    assert answer_of(lena) == "forged"
    lena.unroute("**/offered")
    lena.goto(host.page(f"witnesses/{caucus}/"))
    lying(lena, lambda told: {**told, "checkpoint": good})
    assert answer_of(lena) == "other-book"
    lena.unroute("**/offered")
    lena.goto(host.page(f"witnesses/{plenary}/"))
    lying(lena, lambda told: {**told, "key": "other.example+00000000+AAAA"})
    assert answer_of(lena) == "other-host"
    lena.unroute("**/offered")
    assert sent == []

    # What this browser has seen is another history of the same length: the host signed both, so there is evidence to save.
    lena.evaluate(
        """([origin, note]) => {
            const place = Object.keys(localStorage).find((key) => key.startsWith("goodoffices-witness/"));
            const kept = JSON.parse(localStorage[place]);
            localStorage[place] = JSON.stringify({ ...kept, seen: { [origin]: note } });
        }""",
        [good.split("\n")[0], good.replace(good.split("\n")[2], "A" * 43 + "=")],
    )
    assert answer_of(lena) == "evidence"
    with lena.expect_download() as saved:
        lena.get_by_role("link", name="Save the evidence").click()
    saved.value.save_as(tmp_path / "evidence.json")
    assert json.loads((tmp_path / "evidence.json").read_text())["shown"] == good
    assert sent == [] and lena.complaints == []


REMEMBER = """([origin, note]) => {
    const place = Object.keys(localStorage).find((key) => key.startsWith("goodoffices-witness/"));
    const kept = JSON.parse(localStorage[place]);
    localStorage[place] = JSON.stringify({ ...kept, seen: { ...kept.seen, [origin]: note } });
}"""


def memory_of(page, origin):
    found = "Object.entries(localStorage).find(([key]) => key.startsWith('goodoffices-witness/'))[1]"
    return json.loads(page.evaluate(found))["seen"].get(origin)


@pytest.fixture
def behind(host, seated):
    """A browser whose key is named, and whose witness has seen an older checkpoint of the plenary; the note, and its origin."""
    page, lena = seated(), host.seat("head", "north")
    plenary = host.room(lena, "plenary")["book"]
    header = json.loads(page.request.get(host.page(f"record/{plenary}/copy")).text().split("\n", 1)[0])
    with_key(host, page)
    page.goto(host.page(f"witnesses/{plenary}/"))
    page.evaluate(REMEMBER, [header["origin"], header["earlier"][0]])
    return page, header["earlier"][0], header["origin"]


def test_a_proof_that_cannot_be_fetched_is_no_evidence(behind):
    page, seen, origin = behind
    for answered, status in (("evidence", 422), ("unreached", 500), ("unreached", 429), ("unreached", 0)):

        def instead(route):
            route.fulfill(status=status, json={}) if status else route.abort()  # noqa: B023

        page.route("**/consistency?*", instead)
        assert answer_of(page) == answered
        assert page.get_by_role("link", name="Save the evidence").count() == int(answered == "evidence")
        page.unroute("**/consistency?*")
    assert memory_of(page, origin) == seen
    assert answer_of(page) == "signed" and memory_of(page, origin) != seen


def test_two_windows_do_not_sign_two_histories(behind):
    """The second waits for the first; and where windows cannot wait, what one has seen meanwhile stops the other."""
    page, seen, origin = behind
    sent, asked = [], []
    page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/cosignatures") else None)
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/offered") else None)

    def meanwhile(route):
        told = route.fetch()
        page.evaluate(REMEMBER, [origin, f"{seen}another"])
        route.fulfill(response=told)

    page.route("**/consistency?*", meanwhile)
    assert answer_of(page) == "changed" and sent == [] and memory_of(page, origin) == f"{seen}another"
    page.unroute("**/consistency?*")
    page.evaluate(REMEMBER, [origin, seen])

    other, already = page.context.new_page(), len(asked)
    other.goto(page.url)
    other.evaluate(
        """() => new Promise((held) => {
            const { store } = document.getElementById("witness-now").dataset;
            navigator.locks.request(store, () => new Promise((release) => { window.release = release; held(); }));
        })"""
    )
    page.get_by_role("button", name="Witness now").click()
    page.wait_for_function("async () => (await navigator.locks.query()).pending.length === 1")
    assert len(asked) == already, "it did not wait"
    other.evaluate("window.release()")
    expect(page.locator("[data-answer]")).to_have_attribute("data-answer", "signed")
    assert len(sent) == 1


def test_a_key_is_saved_brought_back_and_removed(host, seated, tmp_path):
    lena, other = seated(), seated()
    lena.goto(host.page("witnesses/"))
    lena.get_by_role("button", name="Make a key").click()
    verifier = lena.locator("[data-verifier]").inner_text()
    with lena.expect_download() as saved:
        lena.get_by_role("button", name="Save the key as a file").click()
    saved.value.save_as(tmp_path / "witness.json")
    lena.get_by_role("button", name="Remove it from this browser").click()
    expect(lena.get_by_role("button", name="Make a key")).to_be_visible()

    other.goto(host.page("witnesses/"))
    (tmp_path / "letter.json").write_text('{"format": "a letter"}')
    other.locator("[data-bring]").set_input_files(tmp_path / "letter.json")
    expect(other.locator("[data-answer]")).to_contain_text("holds no key")
    other.locator("[data-bring]").set_input_files(tmp_path / "witness.json")
    expect(other.locator("[data-verifier]")).to_have_text(verifier)
    assert other.complaints == []


def test_fingerprints_are_the_same_for_all_who_read_a_book(host, seated):
    lines = []
    for party in ("north", "south"):
        page = seated(party=party, width=360 if party == "north" else 1280)
        page.goto(host.page("witnesses/fingerprints/"))
        rows = page.locator("table.fingerprints tbody tr").all_inner_texts()
        lines.append({row.split("\n")[0].split("\t")[0]: row for row in rows})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        found = Axe().run(page, context="main")
        assert found.violations_count == 0, found.generate_report()
    north, south = lines
    assert north["Plenary"] == south["Plenary"] and "North caucus" not in south and "South caucus" not in north
