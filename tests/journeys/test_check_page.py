"""The check in the browser: served under the policy of the site, and saved and opened from the disk without a network."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from goodoffices.engines.ledger.tests import checks, decisions
from goodoffices.engines.ledger.tests.books import KEY

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("check-page")]
VECTORS = Path(__file__).parents[2] / "docs/reference/vectors" / checks.NAME


def contents() -> dict[str, bytes]:
    told = json.loads(VECTORS.read_text(encoding="utf-8"))
    texts = {name: text.encode() for name, text in told["files"].items()}
    return texts | {name: base64.b64decode(text) for name, text in told["bytes"].items()}


def give(page: Any, *files: tuple[str, bytes]) -> Any:
    """Choose files; the answer, once it is there."""
    chosen = [{"name": name, "mimeType": "application/jsonl", "buffer": content} for name, content in files]
    page.locator("#files").set_input_files([])
    expect(page.locator("#answer .verdict")).to_have_count(0)
    page.locator("#files").set_input_files(chosen)
    expect(page.locator("#answer .verdict")).to_be_visible()
    return page.locator("#answer")


@pytest.fixture
def saved(host: Any, someone: Any, tmp_path: Path) -> Any:
    """The page as a party saves it from “The record, my copy”, opened from the disk by somebody without a network."""
    page, file = someone(), tmp_path / "check-a-copy.html"
    page.goto(host.url + host.way_in(host.seat("head", "north")["seat"]))
    page.goto(host.page("record/"))
    with page.expect_download() as taken:
        page.get_by_role("link", name="check-a-copy.html").click()
    assert taken.value.suggested_filename == file.name
    taken.value.save_as(file)
    alone = someone()
    alone.context.set_offline(True)
    alone.goto(file.as_uri())
    yield alone
    assert alone.complaints == []


def test_two_copies_from_the_host_are_compared_on_a_saved_page(host, someone, saved, tmp_path):
    lena, page = host.seat("head", "north"), someone()
    plenary = host.room(lena, "plenary")
    page.goto(host.url + host.way_in(lena["seat"]))
    page.goto(host.page("record/"))

    def taken() -> bytes:
        with page.expect_download() as copy:
            page.locator("table.books tr", has_text="Plenary").get_by_text("Download my copy").click()
        return Path(copy.value.path()).read_bytes()

    older = taken()
    host.act(lena, "consultation.make_statement", room=plenary["id"], text="We bring the figures of two dry years.")
    newer = taken()
    count = newer.count(b"\n") - 1

    answer = give(saved, ("newer.jsonl", newer))
    expect(answer.locator(".verdict")).to_contain_text(f"This copy agrees with itself. Number of entries: {count}.")
    for both in ((("older.jsonl", older), ("newer.jsonl", newer)), (("newer.jsonl", newer), ("older.jsonl", older))):
        answer = give(saved, *both)
        expect(answer.locator(".verdict.good")).to_contain_text(f"Nothing was changed. Number of entries: {count}.")
        expect(answer.locator(".verdict")).to_contain_text("new since then: 1.")
        assert "newer.jsonl" in answer.locator("dd").first.inner_text()

    forged = newer.replace("“".encode(), "„".encode(), 1) if "“".encode() in newer else newer.replace(b"the", b"The", 1)
    answer = give(saved, ("older.jsonl", older), ("newer.jsonl", forged))
    expect(answer.locator(".verdict.bad")).to_contain_text("is the first that is not the same in both copies.")
    expect(answer.locator(".versions pre")).to_have_count(2)


def test_the_shared_vectors_get_their_answers_in_the_browser(saved):
    told, files = json.loads(VECTORS.read_text(encoding="utf-8")), contents()
    checked = [check for check in told["checks"] if "against" not in check and "key" not in check]
    for check in checked:
        give(saved, (check["copy"], files[check["copy"]]))
        found = saved.locator("#answer ul li").all_inner_texts()
        assert [each.split() for each in checks.plain(found)] == [each.split() for each in check["sentences"]], check[
            "name"
        ]
        assert saved.locator("#answer .verdict.good").count() == check["ok"]


def test_a_decision_is_told_in_words_and_a_spoilt_one_is_not(saved):
    told = decisions.decided("match", "s1")
    answer = give(saved, ("decision-2.json", decisions.spelled(told)))
    expect(answer.locator(".verdict.good")).to_contain_text("This decision agrees with itself.")
    assert decisions.WORDS in answer.inner_text() and "Match: adopted" in answer.inner_text()
    key = saved.get_by_label("The host’s verifier key (optional)")
    key.fill(str(KEY.verifier))
    key.press("Enter")
    expect(answer.locator(".verdict.good")).to_contain_text("signed under the key given")
    for both in (("whole", "decision-2.json"), ("decision-2.json", "whole")):
        answer = give(
            saved, *[(name, {**contents(), "decision-2.json": decisions.spelled(told)}[name]) for name in both]
        )
        expect(answer).to_contain_text("A decision is compared with a key, not with an older copy")
    key.fill("")
    told["decision"]["state"] = "no_match"
    answer = give(saved, ("decision-2.json", decisions.spelled(told)))
    expect(answer.locator(".verdict.bad")).to_contain_text("This decision does not hold.")
    assert decisions.WORDS not in answer.inner_text()
    saved.get_by_role("button", name="العربية").press("Enter")
    expect(answer.locator(".verdict.bad")).to_contain_text("لا يصح هذا القرار.")


def test_a_key_another_book_and_too_many_files_are_answered_in_words(saved):
    files = contents()
    give(saved, ("whole", files["whole"]))
    key = saved.get_by_label("The host’s verifier key (optional)")
    key.fill(files["key"].decode())
    key.press("Enter")
    expect(saved.locator("#answer .verdict.good")).to_contain_text("signed under the key given")
    key.fill("nonsense")
    key.press("Enter")
    expect(saved.locator("#answer")).to_contain_text("The key given is not a verifier key")
    key.fill("")
    answer = give(saved, ("checkpoint", files["checkpoint"]), ("whole", files["whole"]))
    expect(answer.locator(".verdict.good")).to_contain_text("Nothing was changed.")
    answer = give(saved, *[(name, files[name]) for name in ("whole", "older", "shown")])
    expect(answer).to_contain_text("Choose one file, or two.")


def test_files_can_be_dropped_and_the_page_speaks_arabic(saved):
    whole = contents()["whole"].decode()
    drop = """(text) => {
        const files = new DataTransfer();
        files.items.add(new File([text], "whole.jsonl"));
        document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }));
    }"""
    saved.evaluate(drop, whole)
    expect(saved.locator("#answer .verdict.good")).to_contain_text("This copy agrees with itself.")
    saved.get_by_role("button", name="العربية").press("Enter")
    expect(saved.locator("html")).to_have_attribute("dir", "rtl")
    expect(saved.locator("#answer .verdict.good")).to_contain_text("هذه النسخة متسقة مع نفسها")
    assert "%(" not in saved.inner_text("body")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_served_page_stands_under_its_policy_and_is_accessible(host, someone, language):
    page = someone(width=360, language=language)
    page.goto(f"{host.url}/check/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    files = contents()
    page.locator("#files").set_input_files(
        [{"name": name, "mimeType": "", "buffer": files[name]} for name in ("rewritten", "older")]
    )
    expect(page.locator("#answer .verdict.bad")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.reload()
    for name in ("language", "files", "key"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == name
    assert page.complaints == []
