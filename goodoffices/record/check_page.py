"""The check of copies and decisions, put together from `static/record/check/`: as a page, and as a command.

`checker.js` and what it imports is a second implementation of the stand-alone checker. With `page.js` around it, it is one page that
asks no server, so that it can be saved and used offline; nothing else may run in the page or leave it. With `command.js`, it is one
file for Node.
"""

import base64
import hashlib
import re
import sys
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent / "static" / "record" / "check"
TOKENS = Path(__file__).parents[1] / "site" / "static" / "site" / "tokens.css"
CHECKER = ("sentences", "bytes", "hashes", "ed25519", "strict_json", "reading", "notes", "tree", "book", "decision",
           "checker")  # fmt: skip
ABOUT = "// Checks a copy of a book, or a decision, that was taken away: node check.mjs FILE. It needs Node 18 or later, and nothing else.\n\n"
IMPORT, EXPORT = re.compile(r"^import .*\n", re.MULTILINE), re.compile(r"^export ", re.MULTILINE)


class Page(NamedTuple):
    html: str
    policy: str  # what the page may do: run this script in this dress, and nothing else


# house: kept between requests: the same for everybody: files of the product
@lru_cache(maxsize=8)
def page(language: str | None) -> Page:
    """The page in a language that it speaks; in English for any other."""
    script, styles = scripts(*CHECKER, "arabic", "page"), TOKENS.read_text("utf-8") + _read("page.css")
    policy = f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(styles)}; base-uri 'none'; form-action 'none'"
    html = _read("page.html")
    if language == "ar":
        html = html.replace('lang="en" dir="ltr"', 'lang="ar" dir="rtl"', 1)
    for place, content in (("POLICY", policy), ("STYLES", styles), ("SCRIPTS", script)):
        html = html.replace(place, content, 1)
    return Page(html, f"{policy}; frame-ancestors 'none'")


def command() -> str:
    """The same check as one file for Node: `node check.mjs FILE`."""
    return f"#!/usr/bin/env node\n{ABOUT}{scripts(*CHECKER, 'arabic', 'command')}"


def scripts(*names: str) -> str:
    """Modules in one script, each after those that it imports; a name that two of them take would break it at once."""
    modules = [EXPORT.sub("", IMPORT.sub("", _read(f"{name}.js"))) for name in names]
    return "\n".join(modules)


def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


if __name__ == "__main__":
    Path(sys.argv[1], "check-a-copy.html").write_text(page(None).html, encoding="utf-8")
    Path(sys.argv[1], "check.mjs").write_text(command(), encoding="utf-8")
