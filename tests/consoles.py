"""Documentation that runs: the `console` blocks of a page, typed into one shell against a real host.

Where a machine has no curl, a stand-in is put on the path that knows as much of it as the pages use.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from goodoffices.engines.ledger import checker
from tests.serving import Host

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 118
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
FILE = re.compile(r"^```\w+\n((?:(?!```).)*)^```\n+Save it as `([\w.-]+)`", re.DOTALL | re.MULTILINE)

# What differs from one run to the next. Everything else in an answer has to stand as the page has it.
PASSING = [
    (re.compile(r"go_[0-9a-f]{64}"), "‹token›"),
    (re.compile(r"\b20\d\d-\d\d-\d\dT[0-9:.]+Z"), "‹time›"),
    (re.compile(r"\b[a-z2-7]{24}\.\d+(~[a-z2-7]{24}\.\d+)+"), "‹cursor›"),
    (re.compile(r"\b[a-z2-7]{24}\b"), "‹id›"),
    (re.compile(r"\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{44}"), "+‹key›"),
    (re.compile(r"[A-Za-z0-9+/_-]{42,}={0,2}"), "‹bytes›"),
    (re.compile(r"\b([0-9a-f]{4} ){7}[0-9a-f]{4}\b"), "‹fingerprint›"),
    (re.compile(r"localhost:\d+"), "localhost"),
]


@dataclass
class Command:
    """A line after `$ `, with those that continue it, and what the page says it answers."""

    words: str
    expected: list[str] = field(default_factory=list)

    def answer_differs(self, answer: str) -> str:
        """What the answer is, laid out as on the page, where it is not what the page has; else nothing."""
        wanted, got = plain("\n".join(self.expected)), plain(laid_out(answer))
        pattern = re.escape(wanted).replace("…", ".*?")
        return "" if not self.expected or re.fullmatch(pattern, got, re.DOTALL) else got


def commands_of(page: str) -> list[Command]:
    commands: list[Command] = []
    for block in BLOCK.findall(page):
        for line in block.splitlines():
            if line.startswith("$ "):
                commands.append(Command(line[2:]))
            elif line.startswith("> "):
                commands[-1].words += f"\n{line[2:]}"
            else:
                commands[-1].expected.append(line)
    return commands


def answers(page: str, host: Host, folder: Path) -> list[str]:
    """Type a page's commands into one shell; what each of them wrote, standard error included."""
    commands = commands_of(page)
    _stand_in_for_curl(folder / "bin")
    for text, name in FILE.findall(page):
        (folder / name).write_text(text, encoding="utf-8")
    for file in (checker.__file__, *(ROOT / "docs/reference/vectors").iterdir()):
        shutil.copy(file, folder)
    mark = "---answered---"
    script = "\n".join(["set -e", *(f"{command.words}\necho '{mark}'" for command in commands)])
    done = subprocess.run(
        ["bash", "-c", f"exec 2>&1\n{script}"],
        cwd=folder,
        env=surroundings(host, folder / "bin"),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    told = [answer.strip("\n") for answer in done.stdout.split(mark)]
    if done.returncode:
        raise AssertionError(f"$ {commands[len(told) - 1].words}\n{told[-1]}\nstopped with {done.returncode}")
    return told[: len(commands)]


def surroundings(host: Host, bin: Path) -> dict[str, str]:
    """The shell's variables, as the pages say to set them."""
    one, other = (seat for seat in host.told["seats"] if seat["role"] == "head")
    seats = {"TOKEN": one, "IDRIS": other, "AMARA": host.seat("mediator")}
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("GOODOFFICES_")},
        **{name: seat["token"] for name, seat in seats.items()},
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"], str(bin)]),
        "GOODOFFICES_DATA": str(host.data),
        "URL": host.url,
        "API": f"{host.url}/api/processes/{host.told['process']}",
        "SEAT": one["seat"],
        "COLUMNS": "100",
    }


def _stand_in_for_curl(bin: Path) -> None:
    bin.mkdir(exist_ok=True)
    script = bin / "curl"
    script.write_text(f"#!{sys.executable}\n{CURL}", encoding="utf-8")
    script.chmod(0o755)


CURL = """
import argparse, sys, time, urllib.error, urllib.request

known = argparse.ArgumentParser()
known.add_argument("url")
known.add_argument("-s", action="store_true")
known.add_argument("-N", action="store_true")
known.add_argument("-H", action="append", default=[])
known.add_argument("-d")
known.add_argument("-o", default="-")
known.add_argument("--max-time", type=float, default=30)
asked = known.parse_intermixed_args()
until = time.monotonic() + asked.max_time
headers = dict(header.split(": ", 1) for header in asked.H)
request = urllib.request.Request(asked.url, asked.d.encode() if asked.d else None, headers)
out = sys.stdout.buffer if asked.o == "-" else open(asked.o, "wb")
try:
    try:
        answer = urllib.request.urlopen(request, timeout=asked.max_time)
    except urllib.error.HTTPError as problem:
        answer = problem
    while time.monotonic() < until and (some := answer.read1()):
        out.write(some)
        out.flush()
        answer.fp.raw._sock.settimeout(max(0.05, until - time.monotonic())) if hasattr(answer.fp, "raw") else None
except TimeoutError:
    sys.exit(28)
"""


def plain(text: str) -> str:
    """The text without what differs from run to run (a stream's beats among it), and without its layout."""
    for passing, word in PASSING:
        text = passing.sub(word, text)
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip(" :"))


def laid_out(answer: str) -> str:
    """JSON as the pages show it; anything else as it is."""
    try:
        return _json(json.loads(answer), "")
    except ValueError:
        return answer


def _json(value: Any, margin: str) -> str:
    short = json.dumps(value, ensure_ascii=False)
    if len(margin) + len(short) <= WIDTH or not isinstance(value, dict | list) or not value:
        return short
    inner = margin + "  "
    if isinstance(value, list):
        parts, ends = [f"{inner}{_json(each, inner)}" for each in value], "[]"
    else:
        parts, ends = [f"{inner}{json.dumps(key)}: {_json(each, inner)}" for key, each in value.items()], "{}"
    return f"{ends[0]}\n" + ",\n".join(parts) + f"\n{margin}{ends[1]}"
