"""Every page, filled, as whoever may see it: nothing for axe to find, nothing that does not fit, nothing without a keyboard.

Pages are taken from the resolver: a new one joins by itself, or has to be put among those that no visit fills, with a
reason. In CI an address is looked at again when a page there holds a piece that no page has shown, each time in another
guise. The long profile looks at it for every set of pieces; and at every page in all guises.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.utils.translation import override

from goodoffices.accounts.tests.house import digits
from tests.folders import Folders
from tests.journeys.conftest import closed
from tests.journeys.filled import PASSWORD, TOTP
from tests.journeys.house import ROLES, STATES, House, Place, about_oneself, about_talks, pieces_of, route_of
from tests.journeys.looking import (
    GUISES,
    IN_TURN,
    NARROW,
    UNFOLD,
    WIDE,
    Eyes,
    Guise,
    Turns,
    does_not_fit,
    dress,
    faults,
)
from tests.profiles import LONG

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("access")]

# Addresses that could be pages, and that no visit opens; and why.
UNFILLED = {
    "/account/keys/webauthn/keys/%(pk)s/edit/": "ours stands before it, which names no serial number",
    "/account/keys/webauthn/keys/%(pk)s/remove/": "the same",
    "/calendar/%(feed)s.ics": "a file for calendars; its page is where it is subscribed to",
    "/demo/%(key)s/": "the same page as /demo/, for whoever comes with the key",
    "/demo/%(key)s/seats/%(seat)s/": "leads to the seat’s table",
    "/processes/%(process)s/briefing/calendar/on/%(code)s": "leads from a calendar elsewhere to the page of what is on",
    "/processes/%(process)s/files/uploads/%(upload)s": "answers the script that sends a file in pieces",
}


Known = dict[str, set[frozenset[str]]]  # by address: what the pages that were looked at are made of
ANYWHERE = ""  # and by none: what any page is made of


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, folders: Folders) -> Iterator[House]:
    house = House(folders.played(tmp_path_factory.mktemp("access") / "data", "istanbul"))
    yield house
    house.host.stop()


@pytest.fixture(scope="module")
def eyes(chromium: Any, house: House) -> Iterator[Eyes]:
    eyes = Eyes(chromium, house.host.url)
    yield eyes
    for context in eyes.contexts():
        closed(context)


@pytest.fixture(scope="module")
def turns() -> Turns:
    return Turns()


@pytest.fixture(scope="module")
def known() -> Known:
    return {}


def new(known: Known, route: str, pieces: frozenset[str]) -> bool:
    """Whether this address or a piece of this page is new; at length: whether it is made of other pieces than before."""
    before, anywhere = known.setdefault(route, set()), known.setdefault(ANYWHERE, set())
    seen = pieces in before if LONG else bool(before) and pieces <= frozenset().union(*anywhere)
    before.add(pieces)
    anywhere.add(pieces)
    return not seen


# ---- Talks


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", STATES)
def test_nothing_is_found_on_any_page_of_talks(house, eyes, turns, known, state, role):
    if role not in house.talks[state]["viewers"]:
        pytest.skip("nobody sits there")
    wrong = []
    for place in house.places(state, role):
        if new(known, place.route, place.pieces):
            wrong += look(house, eyes, place, turns.next(place.route))
    assert not wrong, "\n".join(wrong)


@pytest.mark.long
@pytest.mark.parametrize("guise", GUISES, ids=str)
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", STATES)
def test_nothing_is_found_on_any_page_of_talks_in_any_guise(house, eyes, state, role, guise):
    if role not in house.talks[state]["viewers"]:
        pytest.skip("nobody sits there")
    wrong = [fault for place in house.places(state, role) for fault in look(house, eyes, place, guise)]
    assert not wrong, "\n".join(wrong)


def look(house: House, eyes: Eyes, place: Place, guise: Guise) -> list[str]:
    seat = house.seat(place.state, place.role)
    page = eyes.page(seat, guise, lambda page: house.enter(page, seat))
    page.goto(house.host.url + place.path)
    return [f"{place} ({guise}): {fault}" for fault in faults(page)]


# ---- Oneself: accounts, keys, links


class Visit:
    """Somebody on the way through the pages about accounts; every page on the way is looked at."""

    def __init__(self, house: House, eyes: Eyes, turns: Turns, known: Known, who: str) -> None:
        self.house, self.turns, self.known = house, turns, known
        self.wrong: list[str] = []
        self.who, self.page = who, eyes.page(who, IN_TURN[0])

    def at(self, path: str = "") -> None:
        """Look at the page at this address, or at the one that the last step led to."""
        here = path or self.page.url.removeprefix(self.house.host.url).partition("?")[0]
        route = route_of(here, about_oneself())
        guise = self.turns.next(route)
        dress(self.page, self.house.host.url, guise)
        self.page.goto(self.house.host.url + here if path else self.page.url)
        self.house.seen.add(route)
        self.wrong += [f"{self.who}: {here} ({guise}): {fault}" for fault in faults(self.page)]

    def everywhere(self) -> None:
        """Look at every page that needs nothing to be named, and that this one may open."""
        for address in about_oneself():
            if address.names or address.route in self.house.no_page:
                continue
            answer = self.page.context.request.get(self.house.host.url + address.route, max_redirects=0)
            html = answer.ok and "html" in answer.headers.get("content-type", "")
            if (
                answer.status in (204, 405)
                or (answer.ok and not html)
                or (html and "<!doctype" not in answer.text()[:100])
            ):
                self.house.no_page.add(address.route)
            elif answer.ok and new(self.known, address.route, pieces_of(answer.text())):
                self.at(address.route)

    def send(self, button: str, **fields: str) -> None:
        for name, value in fields.items():
            self.page.fill(f"[name={name}]:visible", value)
        with self.page.expect_navigation():  # a load state alone may still be that of the page one comes from
            self.page.locator(button).first.click()


Way = Callable[[Visit], None]


def nobody(visit: Visit) -> None:
    secrets = visit.house.secrets
    visit.everywhere()
    visit.at(f"/invitations/{secrets['invitation']}/")
    visit.at("/help/verify-a-copy/")
    visit.at(f"/account/administrator/{secrets['administrator']}/")
    visit.at(f"/account/confirm-email/{secrets['confirmation']}/")
    visit.at(f"/account/password/reset/key/{secrets['uid']}-wrong/")
    visit.page.goto(f"{visit.house.host.url}/account/password/reset/key/{secrets['uid']}-{secrets['reset']}/")
    visit.at()
    visit.at("/account/password/reset/")
    assert visit.page.locator("[name=email]:visible").count() == 0  # this host sends no mail, and says so
    visit.at("/account/password/reset/done/")


def invited(visit: Visit) -> None:
    secret = visit.house.secrets["invitation"]
    visit.page.goto(f"{visit.house.host.url}/invitations/{secret}/")
    visit.send("button[value=password]")
    visit.at()
    visit.send("main button.primary", name="Salma", email="salma@example.org", password1="short", password2="other")
    visit.wrong += faults(visit.page)  # the form comes back with what is wrong
    visit.at("/account/signup/passkey/")
    visit.send("main button.primary", name="Salma", email="salma@example.org")
    visit.at()


def without_keys(visit: Visit) -> None:
    _sign_in(visit, "plain@example.org")
    visit.everywhere()
    visit.at(f"/invitations/{visit.house.secrets['invitation']}/")
    visit.at(f"/account/administrator/{visit.house.secrets['administrator']}/")


def with_keys(visit: Visit) -> None:
    _sign_in(visit, "keys@example.org")
    visit.at()  # the second key
    visit.send("main button.primary", code=digits(TOTP))
    assert "authenticate" not in visit.page.url, visit.page.locator("main").inner_text()
    visit.page.goto(f"{visit.house.host.url}/account/keys/recovery-codes/")
    visit.at()  # who it is, once more
    visit.send("main button.primary", password=PASSWORD)
    visit.everywhere()
    for link in ("edit", "remove"):
        visit.page.goto(f"{visit.house.host.url}/account/keys/webauthn/")
        visit.at(visit.page.locator(f"a[href*='{link}']").first.get_attribute("href"))


def signed_in_long_ago(visit: Visit) -> None:
    """Who has to show once more who it is; and who has not been given a password."""
    visit.house.enter(visit.page, visit.house.seat("open", "head"))
    visit.everywhere()


@pytest.mark.parametrize("way", [nobody, invited, without_keys, with_keys, signed_in_long_ago])
def test_nothing_is_found_on_the_pages_about_oneself(house, eyes, turns, known, way):
    visit = Visit(house, eyes, turns, known, way.__name__)
    way(visit)
    assert not visit.wrong, "\n".join(visit.wrong)


def test_every_page_that_the_resolver_knows_was_looked_at(house):
    if not any(route.startswith("/invitations/") for route in house.seen):
        pytest.skip("says something only after the tests above")
    missed = {address.route for address in [*about_talks(), *about_oneself()] if house.may_be_a_page(address)}
    assert sorted(missed - house.seen) == sorted(UNFILLED), (
        "fill it in tests/journeys/filled.py, or say above why it cannot be"
    )


def _sign_in(visit: Visit, email: str) -> None:
    visit.page.goto(f"{visit.house.host.url}/account/login/")
    visit.send("main button:not(.primary)", login=email, password=PASSWORD)


# ---- What answers a form, and what stands where nothing is


def a_refusal(visit: Visit) -> None:
    """As it comes without a script: a page of its own, with the words that were sent."""
    house = visit.house
    visit.page.goto(f"{house.table('open')}rooms/statements/{house.first('open', 'head', 'own')}/")
    form = visit.page.locator("form[action$='consultation.amend_statement']")
    visit.page.locator("details", has=form).last.locator("> summary").click()
    form.locator("[name=text]").fill("A hidden \u202e turn")
    with visit.page.expect_navigation():
        form.evaluate("form => form.submit()")  # past htmx
    assert visit.page.locator("main textarea").count() == 1


def a_problem_in_place(visit: Visit) -> None:
    visit.page.goto(f"{visit.house.table('open')}rooms/{visit.house.first('open', 'head', 'room')}/")
    visit.page.fill("form.composer [name=text]", "A hidden \u202e turn")
    visit.page.click("form.composer button.primary")  # nothing is gone to: the sentence comes into the form
    visit.page.wait_for_selector("form.composer .error-summary")


def a_new_token(visit: Visit) -> None:
    visit.page.goto(f"{visit.house.table('open')}tokens/")
    visit.send("main button.primary", name="A calendar")


def a_link_to_hand_over(visit: Visit) -> None:
    visit.page.goto(f"{visit.house.table('preparing')}seats/")
    visit.page.locator("details.invite summary").first.click()
    visit.send("details.invite button.primary")


def nothing_inside(visit: Visit) -> None:
    visit.page.goto(f"{visit.house.table('open')}rooms/nowhere/")


def nothing_outside(visit: Visit) -> None:
    visit.page.goto(f"{visit.house.host.url}/no/such/page/")


ANSWERS = {
    a_refusal: ("open", "head"),
    a_problem_in_place: ("open", "head"),
    a_new_token: ("open", "head"),
    a_link_to_hand_over: ("preparing", "mediator"),
    nothing_inside: ("open", "head"),
    nothing_outside: ("open", "head"),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_nothing_is_found_on_what_answers(house, eyes, turns, known, answer):
    seat = house.seat(*ANSWERS[answer])
    visit = Visit(house, eyes, turns, known, seat)
    house.enter(visit.page, seat)
    for guise in IN_TURN[:2]:  # one in each language, narrow and wide, light and dark
        dress(visit.page, house.host.url, guise)
        answer(visit)
        visit.wrong += [f"{answer.__name__} ({guise}): {fault}" for fault in faults(visit.page)]
    assert not visit.wrong, "\n".join(visit.wrong)


# What no visit can bring about, or should not: a broken host, a flood, a forged form, a closed account.
TEMPLATES = (
    "403.html", "403_csrf.html", "429.html", "500.html",
    "account/account_inactive.html", "account/signup_closed.html", "account/verification_sent.html",
)  # fmt: skip


@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_is_found_on_pages_of_trouble(house, eyes, template):
    wrong = []
    for guise in IN_TURN[:4]:
        page = eyes.page("trouble", guise)
        with override(guise.language):
            html = render_to_string(template, {"interface_languages": settings.LANGUAGES, "user": AnonymousUser()})
        page.route("**/trouble", partial(_fulfil, html))
        page.goto(f"{house.host.url}/trouble")
        wrong += [f"{template} ({guise}): {fault}" for fault in faults(page)]
        page.unroute("**/trouble")
    assert not wrong, "\n".join(wrong)


def _fulfil(html: str, route: Any) -> None:
    route.fulfill(body=html, content_type="text/html; charset=utf-8")


# ---- Enlarged


def _one_of_each(house: House) -> Iterator[Place]:
    """A page of every sort, where most stands on it."""
    fullest: dict[str, Place] = {}
    for place in [
        *house.places("open", "mediator"),
        *house.places("open", "head"),
        *house.places("preparing", "mediator"),
    ]:
        if len(place.pieces) > len(fullest.get(place.route, place._replace(pieces=frozenset())).pieces):
            fullest[place.route] = place
    yield from fullest.values()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_twice_as_large_nothing_is_cut_off_and_nothing_runs_out_of_the_window(house, eyes, language):
    wrong = []
    for place in _one_of_each(house):
        seat = house.seat(place.state, place.role)
        page = eyes.page(seat, Guise(language, WIDE, "light"), lambda page, seat=seat: house.enter(page, seat))
        page.goto(house.host.url + place.path)
        page.evaluate(UNFOLD)
        for how, width, text in (("zoomed in", WIDE // 2, "100%"), ("text alone", WIDE, "200%"), ("both", 320, "100%")):
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("size => { document.documentElement.style.fontSize = size; }", text)
            wrong += [f"{place} ({language}, {how}): {fault}" for fault in does_not_fit(page)]
    assert not wrong, "\n".join(wrong)


# ---- Without a mouse


FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const box = at.getClientRects()[0] || at.getBoundingClientRect();  // of a link that breaks over a line, what stands on the first
  const seen = document.elementFromPoint(box.left + Math.min(box.width, innerWidth - box.left) / 2, box.top + box.height / 2);
  return {
    what: at.tagName.toLowerCase() + (at.id ? "#" + at.id : "") + " " + (at.getAttribute("href") || at.name || at.textContent.trim().slice(0, 20)),
    marked: [at, at.closest(".composer")].some((e) => e && getComputedStyle(e).outlineStyle !== "none" && parseFloat(getComputedStyle(e).outlineWidth) >= 2),
    covered: !(seen && (at === seen || at.contains(seen) || seen.contains(at))),
  };
}"""


def _stops(page: Any, most: int = 400) -> list[dict[str, Any]]:
    """Where the tabulator stops on its way through the page."""
    stops = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None or stops[:1] == [stop]:  # out of the page, or once around
            return stops
        stops.append(stop)
    raise AssertionError(f"the tabulator is caught at {stops[-3:]}")


REACHABLE = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
  .filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.disabled && e.tabIndex >= 0
    && !(e.type === "radio" && !e.checked && document.querySelector(`input[name="${e.name}"]:checked`))).length"""


@pytest.mark.parametrize("path", ["", "agenda/", "seats/", "ground-rules/", "rounds/", "rooms/{room}/"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(house, eyes, path, width):
    seat = house.seat("open", "head")
    page = eyes.page(seat, Guise("en", width, "light"), lambda page: house.enter(page, seat))
    page.goto(house.table("open") + path.format(room=house.first("open", "head", "room")))
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["what"].startswith("a #main")
    page.reload()
    if path.startswith("rooms/"):  # the glossary's terms become links once the page has asked for them, all at one time
        page.locator("mark.term a").first.wait_for(state="attached")
        _stops(page)  # once through: a loop's forms come as it is scrolled to
        page.wait_for_timeout(1_000)
    reachable = page.evaluate(REACHABLE)
    stops = _stops(page)
    assert [stop["what"] for stop in stops if not stop["marked"]] == []
    assert [stop["what"] for stop in stops if stop["covered"]] == []
    assert len(stops) == reachable


def test_the_first_stop_skips_to_the_text_and_the_composer_is_one_key_away(house, eyes):
    seat = house.seat("open", "head")
    page = eyes.page(seat, Guise("en", WIDE, "light"), lambda page: house.enter(page, seat))
    page.goto(f"{house.table('open')}rooms/{house.first('open', 'head', 'room')}/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("c")
    assert page.evaluate("document.activeElement.id") == "words"
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('form.composer button.primary')"):
            break
    else:
        raise AssertionError("from the words, the button that sends them is not reached")


def test_what_unfolds_folds_again_by_the_keyboard(house, eyes):
    seat = house.seat("open", "mediator")
    page = eyes.page(seat, Guise("en", WIDE, "light"), lambda page: house.enter(page, seat))
    page.goto(house.table("open") + "seats/")
    for summary in page.locator("main summary").all():
        summary.focus()
        for key, unfolded in (("Enter", True), ("Space", False)):
            page.keyboard.press(key)
            assert summary.evaluate("s => s.parentElement.open") is unfolded, summary.inner_text()


# ---- Without motion, and on paper


MOVING = """() => [...document.querySelectorAll("*")].flatMap((e) => ["", "::before", "::after"].map((p) => [e, getComputedStyle(e, p || null)]))
  .filter(([e, s]) => [...s.transitionDuration.split(","), ...s.animationDuration.split(",")].some((d) => parseFloat(d) > 0.01))
  .map(([e]) => e.tagName + "." + e.className)"""


def test_nothing_moves_for_whom_that_is_too_much(house, eyes):
    seat = house.seat("open", "head")
    page = eyes.page(seat, Guise("en", WIDE, "light"), lambda page: house.enter(page, seat))
    for path in ("", "agenda/", f"rooms/{house.first('open', 'head', 'room')}/"):
        page.goto(house.table("open") + path)
        assert page.evaluate(MOVING) == []
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_record_of_a_session_prints_as_a_paper(house, eyes, language):
    seat = house.seat("open", "head")
    page = eyes.page(seat, Guise(language, WIDE, "dark"), lambda page: house.enter(page, seat))
    page.goto(house.table("open") + "rounds/")
    page.locator("a[href*='session=']").first.click()
    page.wait_for_load_state()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 658, "height": 900})  # A4 between its margins
    try:
        shown = page.evaluate(
            "() => [...document.querySelectorAll('form, button, nav, .rail, .presence, .composer, select')].filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 80))"
        )
        assert shown == []
        assert does_not_fit(page) == []
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        first = page.locator(".statement").first
        assert first.locator(".cite").first.is_visible() and first.locator("time .date").is_visible()
        folded = page.locator(".statement details.original .text")
        assert folded.count() > 1 and all(words.is_visible() for words in folded.all())
    finally:
        page.emulate_media(media="screen")
