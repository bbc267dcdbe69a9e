"""Journeys run in a real Chromium against the real server."""

import os
import shutil
import warnings
from asyncio import wait_for
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.folders import Folders
from tests.journeys.counting import Counted
from tests.serving import Host

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
PATIENCE = 30  # seconds that the closing of a window may take
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
]


@pytest.fixture(scope="package")
def chromium() -> Iterator[Any]:
    """A browser. Where there is none the journeys are skipped, but never in CI.

    Closed when the worker leaves this folder: as long as Playwright runs, Django takes this thread for an asynchronous one.
    """
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI"):
            pytest.fail(f"CI runs the journeys, and there is no Chromium at {CHROMIUM}: apt-get install chromium")
        pytest.skip(f"no Chromium at {CHROMIUM}; install it, or name one with CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def closed(context: Any) -> None:
    """Close it. A browser that does not answer is left to itself: nothing is asked of it any more."""
    try:
        context._sync(wait_for(context._impl_obj.close(None), PATIENCE))
    except TimeoutError:
        warnings.warn(f"a window was not closed within {PATIENCE} seconds", stacklevel=2)


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory, folders: Folders) -> Iterator[Host]:
    host = Host(folders.played(tmp_path_factory.mktemp("journey") / "data"))
    yield host
    host.stop()


def is_fault(said: Any) -> bool:
    """Whether a line of the console tells of a fault: that a form was asked back is none, though Chromium says so."""
    return said.type == "error" and "status of 422" not in said.text


@pytest.fixture
def someone(chromium: Any) -> Iterator[Callable[..., Any]]:
    """A person at her own browser: `someone(width=…, language=…)` gives a page of a fresh context."""
    contexts = []

    def opened(width: int = 1280, language: str = "en", dark: bool = False) -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, locale=language, color_scheme="dark" if dark else "light"
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        context.add_init_script(Counted.SCRIPT)
        page = context.new_page()
        page.counted = Counted(page)
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda said: page.complaints.append(said.text) if is_fault(said) else None)
        return page

    yield opened
    for context in contexts:
        closed(context)
