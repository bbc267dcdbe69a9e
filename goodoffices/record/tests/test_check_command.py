"""The check as a command: asked and answered as `checker.py` is. Its body runs wherever JavaScript does, the file itself in Node."""

import base64
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from goodoffices.engines.ledger import checker
from goodoffices.engines.ledger.tests import checks, decisions
from goodoffices.engines.ledger.tests.books import KEY, OTHER_KEY
from goodoffices.record import check_page
from goodoffices.record.tests.javascript import running

NODE = shutil.which("node")
FILES = {
    name: content
    for name, content in checks.files().items()
    if name in {"whole", "older", "rewritten", "checkpoint", "key", "nothing"}
}
FILES |= {"decision.json": decisions.spelled(decisions.decided()), "other key": f"{OTHER_KEY.verifier}\n".encode()}
ASKED = [
    ["whole"],
    ["whole", "--json"],
    ["whole", "--key", "key", "--against", "older"],
    ["rewritten", "--against=older", "--json"],
    ["whole", "--against", "checkpoint", "--key", str(KEY.verifier)],
    ["whole", "--key", "other key"],
    ["nothing"],
    ["decision.json"],
    ["decision.json", "--key", "key", "--json"],
    ["decision.json", "--against", "older"],
    ["checkpoint", "--json"],
]
WRONGLY = [
    [],
    ["nowhere"],
    ["whole", "--key", "nonsense"],
    ["whole", "--against", "nowhere"],
    ["--what"],
    ["whole", "older"],
    ["whole", "--key"],
]

BODY = (
    check_page.scripts("arabic")
    + """
class Left extends Error {}
const answer = async ({ given, files }) => {
  const out = [], err = [];
  const console = { log: (line) => out.push(line), error: (line) => err.push(line) };
  const process = { argv: ["node", "check.mjs", ...given], exitCode: 0, exit(status) { this.exitCode = status; throw new Left(); } };
  const contents = (name) => Uint8Array.from(atob(files[name]), (letter) => letter.charCodeAt(0));
  const fs = { existsSync: (name) => name in files, readFileSync: contents, statSync: () => ({ isFile: () => true }) };
  try {
COMMAND
  } catch (left) {
    if (!(left instanceof Left)) throw left;
  }
  return { status: process.exitCode, out: out.join("\\n"), err: err.join("\\n") };
};
""".replace("COMMAND", check_page.scripts("command").replace('await import("node:fs")', "fs"))
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def by_checker(asked: list[str], capsys: Any) -> tuple[int | str | None, str]:
    try:
        status: int | str | None = checker.main(asked)
    except SystemExit as left:
        status = left.code
    return status, capsys.readouterr().out.rstrip("\n")


def test_it_is_asked_and_answered_as_the_checker_is(folder, capsys) -> None:
    files = {name: base64.b64encode(content).decode() for name, content in FILES.items()}
    statuses = set()
    with running(BODY) as javascript:
        for asked in ASKED + WRONGLY:
            found = javascript.ask({"given": asked, "files": files})
            status, out = by_checker(asked, capsys)
            statuses.add(status)
            assert found["status"] == status, (asked, found)
            if "--json" in asked:
                assert json.loads(found["out"]) == json.loads(out)
            else:
                assert found["out"] == out
            assert bool(found["err"]) == (status == 2)
        helped = javascript.ask({"given": ["--help"], "files": {}})
        assert helped["status"] == 0 and helped["out"].startswith("usage: node check.mjs FILE")
        arabic = javascript.ask({"given": ["whole", "--language", "ar"], "files": files})
        assert "الدفتر “Plenary” كامل" in arabic["out"]
    assert statuses == {0, 1, 2}


@pytest.mark.skipif(NODE is None, reason="the file itself needs Node; what it holds was tried in the browser")
def test_the_file_that_a_party_takes_away_runs_on_its_own(client, folder, capsys) -> None:
    answer = client.get("/check/check.mjs")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="check.mjs"'
    (folder / "check.mjs").write_bytes(answer.content)
    for asked in [*ASKED, *WRONGLY, ["."]]:
        ran = subprocess.run(
            [str(NODE), "check.mjs", *asked], capture_output=True, text=True, env={"PATH": ""}, check=False
        )
        status, out = by_checker(asked, capsys)
        assert ran.returncode == status, ran.stderr
        assert "--json" in asked or asked == ["."] or ran.stdout.rstrip("\n") == out


def test_it_reaches_for_nothing_but_the_files_that_it_is_given() -> None:
    command = check_page.command()
    assert command.count("import(") == 1 and 'await import("node:fs")' in command
    for word in ("fetch(", "http:", "https:", "writeFile", "child_process", "eval(", "require("):
        assert word not in command
    assert command.startswith("#!/usr/bin/env node\n")
