"""Minutes to lock: drafted from the record, corrected by a party, taken in, approved by both heads, and then locked."""

import io
import re

import docx
import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("round")]


@pytest.fixture
def held(host):
    """A session in which each side spoke."""
    lena, idris, amara = host.seat("head", "north"), host.seat("head", "south"), host.seat("mediator")
    plenary = host.room(amara, "plenary")["id"]
    round = host.act(amara, "process.frame_round", title="A round on minutes")["id"]
    host.act(amara, "process.open_round", round=round)
    session = host.act(amara, "process.open_session", round=round, title="On notice")["id"]
    host.act(lena, "consultation.make_statement", room=plenary, text="We ask for forty days of notice.")
    host.act(idris, "consultation.make_statement", room=plenary, text="Thirty are enough.")
    host.act(amara, "process.close_session", session=session)
    return round


def test_minutes_go_from_the_record_to_the_lock(host, someone, held):
    lena, idris, amara = host.seat("head", "north"), host.seat("head", "south"), host.seat("mediator")
    secretariat = host.act(amara, "process.admit_seat", role="secretariat", name="Secretariat")["id"]
    sara, hers, his, chair = someone(), someone(width=360), someone(language="ar"), someone()
    for page, way in ((hers, lena["sign_in"]), (his, idris["sign_in"]), (chair, amara["sign_in"])):
        page.goto(way)
    sara.goto(f"{host.url}{host.way_in(secretariat)}")

    # The secretariat finds what waits, edits the draft that was made from the record, and circulates it.
    sara.goto(host.page())
    sara.goto(host.page())
    sara.get_by_role("link", name="“On notice” has no minutes yet.").click()
    text = sara.locator("textarea[name=text]")
    expect(text).to_have_value(re_all("We ask for forty days of notice.", "Thirty are enough."))
    written = text.input_value()
    text.fill(written + "\n\nThe next session is on Monday (Plenary 9999).")
    sara.get_by_role("button", name="Circulate these minutes").click()
    expect(sara.locator("main")).to_contain_text("“Plenary 9999” is not in the record")
    text.fill(written + "\n\nThe next session is on Monday.")
    sara.get_by_role("button", name="Circulate these minutes").click()
    sara.get_by_role("link", name="Minutes of “On notice”").click()
    address = sara.url

    # North corrects a paragraph, on a phone; the mediator takes it in while she watches.
    hers.goto(address)
    expect(hers.locator("#minutes")).to_contain_text("version 1")
    hers.get_by_role("link", name="Paragraph 2", exact=True).click()
    hers.get_by_text("Propose a correction").first.click()
    hers.locator("textarea[name=words]").fill("North asked for forty days of notice, in dry years only.")
    hers.get_by_role("button", name="Propose a correction").click()
    expect(hers.locator(".correction")).to_contain_text("in dry years only")
    hers.goto(address)
    chair.goto(address)
    correction = chair.locator(".correction")
    expect(correction).to_contain_text("in dry years only")
    correction.get_by_text("Take it in").first.click()
    correction.get_by_role("button", name="Take it in").click()
    expect(hers.locator("#minutes")).to_contain_text("version 2")  # by itself: nobody reloads
    assert hers.evaluate("document.documentElement.scrollWidth <= innerWidth")

    # South leaves a correction open. Both heads approve version 2, and the last approval locks.
    paragraph = host.get(idris, f"/minutes/{address.rstrip('/').rsplit('/', 1)[1]}")["paragraphs"][2]["id"]
    host.act(idris, "minutes.propose_correction", paragraph=paragraph, words="South said that thirty are enough.")
    expect(chair.locator("#minutes")).to_contain_text("South said that thirty are enough.")
    hers.reload()
    hers.get_by_role("button", name="Approve for our party…").click()
    expect(hers.locator(".read-back")).to_contain_text("1 correction is open and would stand as a note.")
    hers.get_by_role("button", name="Yes, approve for our party").click()
    expect(chair.locator("#minutes")).to_contain_text("approved version 2")
    his.goto(address)
    his.locator("form[action$='minutes.approve'] button").first.click()
    his.locator("[data-sheet] button[name=read_back]").click()
    expect(chair.locator("#minutes .status").first).to_have_text("Locked")
    expect(chair.locator(".correction")).to_contain_text("Note by South")
    assert "acts/minutes." not in chair.locator("#minutes").inner_html()

    # Word has it, with the note; and the next session opens with it.
    with chair.expect_download() as got:
        chair.get_by_role("link", name="Download for Word").click()
    words = "\n".join(each.text for each in docx.Document(io.BytesIO(got.value.path().read_bytes())).paragraphs)
    assert "in dry years only" in words and "Note by South: South said that thirty are enough." in words
    host.act(amara, "process.open_session", round=held, title="On Monday")
    chair.goto(host.page())
    chair.goto(host.page())
    first = chair.locator(".last-minutes")
    expect(first).to_contain_text("First: Minutes of the last session (On notice)")
    expect(first).to_contain_text("Locked")
    first.get_by_role("link", name="Minutes of the last session").click()
    expect(chair).to_have_url(address)
    assert chair.complaints == hers.complaints == his.complaints == sara.complaints == []


def re_all(*parts):
    """A text in which these stand one after another."""
    return re.compile(".*".join(re.escape(part) for part in parts), re.S)
