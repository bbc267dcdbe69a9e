"""An excuse is a comment beside what it excuses: `# house: <rule>: <reason>`, in a template `{# house: <rule>: <reason> #}`.

It reaches as far as the statement at whose end, or right above which, it stands: a line, a `with`, a function, a class.
Right below the docstring of a module it reaches through the file, and in an `__init__.py` through the folder. In a template
it reaches through its own line and the one below, and from the first line through the whole file.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.house_rules.reading import Finding, place, sources, templates

RULES = {
    "read for nobody": "recorded rows are read by somebody, with `seen_by`",
    "record read": "the tables of the record are read from the reader's own shelf",
    "sql": "nobody goes around the tables in SQL",
    "writes": "pages and the API write nothing but acts",
    "submits": "views read; what a form sends goes through the one door",
    "clock or chance": "whoever needs a time or a random number draws it from `record/source.py`",
    "kept between requests": "what is remembered could tell one reader what another may see",
    "markup": "templates obey no markup of others and carry no code",
    "audience": "what a kind of audience means is known in `process/audience.py` alone",
    "untranslated": "every word of a page can be translated",
    "direction": "what people wrote finds its own direction",
}
MARK = re.compile(r"house: (?P<rule>[^:]+): (?P<reason>\S.*?)\s*(?:#\})?$")


class Excuse(NamedTuple):
    file: Path
    line: int
    rule: str
    reason: str
    first: int
    last: int
    folder: bool = False

    def covers(self, finding: Finding) -> bool:
        if self.folder:
            return finding.file.is_relative_to(self.file.parent)
        return finding.file == self.file and self.first <= finding.line <= self.last

    def __str__(self) -> str:
        return f"{place(self.file)}:{self.line}: {self.rule}: {self.reason}"


def unexcused(rule: str, found: Iterable[Finding]) -> list[str]:
    """What is not excused, and every excuse from this rule that nothing needs."""
    assert rule in RULES
    excuses = [each for each in all_excuses() if each.rule == rule]
    findings = list(found)
    needless = [each for each in excuses if not any(each.covers(finding) for finding in findings)]
    return [str(finding) for finding in findings if not any(each.covers(finding) for each in excuses)] + [
        f"{excuse} (no longer needed)" for excuse in needless
    ]


@cache
def all_excuses() -> tuple[Excuse, ...]:
    return tuple(each for file in (*sources(), *templates()) for each in excuses_in(file, file.read_text("utf-8")))


def excuses_in(file: Path, text: str) -> list[Excuse]:
    if "house: " not in text:
        return []
    return _in_python(file, text) if file.suffix == ".py" else _in_a_template(file, text)


def _in_python(file: Path, text: str) -> list[Excuse]:
    found, lines = [], text.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        mark = MARK.match(token.string.lstrip("# ")) if token.type == tokenize.COMMENT else None
        if not mark:
            continue
        line = at = token.start[0]
        if lines[at - 1].lstrip().startswith("#"):  # a line of its own: it is about the next one that is none
            while at < len(lines) and (not lines[at - 1].strip() or lines[at - 1].lstrip().startswith("#")):
                at += 1
        statement = _statement_at(ast.parse(text), at)
        whole = statement is None or isinstance(statement, ast.Import | ast.ImportFrom)
        first, last = (1, len(lines)) if whole else (_begin(statement), statement.end_lineno or at)  # type: ignore[arg-type,union-attr]
        folder = whole and file.name == "__init__.py"
        found.append(Excuse(file, line, mark["rule"], mark["reason"], first, last, folder))
    return found


def _statement_at(whole: ast.Module, line: int) -> ast.stmt | None:
    """The smallest statement that holds this line; of several that begin with it, the one that reaches farthest."""
    holding = [n for n in ast.walk(whole) if isinstance(n, ast.stmt) and _begin(n) <= line <= (n.end_lineno or 0)]
    beginning = [n for n in holding if _begin(n) == line]
    if beginning:
        return max(beginning, key=lambda n: n.end_lineno or 0)
    return min(holding, key=lambda n: (n.end_lineno or 0) - _begin(n), default=None)


def _begin(statement: ast.stmt) -> int:
    decorators = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(each.lineno for each in decorators)])


def _in_a_template(file: Path, text: str) -> list[Excuse]:
    found = []
    for line, content in enumerate(text.splitlines(), 1):
        for comment in re.findall(r"\{#\s*(house: .*?)\s*#\}", content):
            if mark := MARK.match(comment):
                first, last = (1, text.count("\n") + 1) if line == 1 else (line, line + 1)
                found.append(Excuse(file, line, mark["rule"], mark["reason"], first, last))
    return found
