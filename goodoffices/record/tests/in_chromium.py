"""The other end of `javascript.py` in Chromium: the first line is a script, each further one what its `answer` is asked.

In a process of its own, because Django takes a thread in which Playwright runs for an asynchronous one.
"""

import json
import sys

from playwright.sync_api import sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=sys.argv[1], args=FLAGS)
        page = browser.new_page()
        page.set_content(
            f"<script type=module>{json.loads(sys.stdin.readline())}\nwindow.answer = answer;</script>",
            wait_until="load",
        )
        print(json.dumps(page.evaluate("typeof answer")), flush=True)
        for line in sys.stdin:
            print(json.dumps(page.evaluate("(asked) => answer(asked)", json.loads(line))), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
