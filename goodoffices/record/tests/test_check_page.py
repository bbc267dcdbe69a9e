"""The check in the browser: it answers as the stand-alone checker does, whatever is put before it."""

import base64
import json
import random
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from goodoffices.engines.ledger import checker
from goodoffices.engines.ledger.tests import checks
from goodoffices.engines.ledger.tests.books import KEY, entries, file, withheld
from goodoffices.record import check_page

VECTORS = Path(__file__).parents[3] / "docs/reference/vectors" / checks.NAME
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="no Node here; the journey asks the same of the browser")

ANSWERING = """
const bytes = (text) => (text === null ? null : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));
const lines = (await import("node:fs")).readFileSync(0, "utf-8").trim().split("\\n");
for (const { copy, against, key } of lines.map((line) => JSON.parse(line))) {
  const found = await verify(bytes(copy), { against: bytes(against), key });
  console.log(JSON.stringify({ ...found, sentences: found.sentences.map((each) => told(each)) }));
}
"""
HASHING = """
const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const asked = JSON.parse((await import("node:fs")).readFileSync(0, "utf-8"));
console.log(JSON.stringify({
  sha256: asked.messages.map((each) => hexOf(sha256(bytes(each)))),
  sha512: asked.messages.map((each) => hexOf(sha512(bytes(each)))),
  signed: asked.signatures.map(([key, message, signature]) => isSigned(bytes(key), bytes(message), bytes(signature))),
}));
"""


def told_by_node(script: str, given: str) -> str:
    code = check_page.scripts(*check_page.CHECKER) + script
    call = [str(NODE), "--input-type=module", "--eval", code]
    answer = subprocess.run(call, input=given, capture_output=True, text=True, timeout=300, check=False)
    assert answer.returncode == 0, answer.stderr[-2000:]
    return answer.stdout


def answers(asked: list[tuple[bytes, bytes | None, str | None]]) -> list[dict[str, Any]]:
    def spelled(content: bytes | None) -> str | None:
        return None if content is None else base64.b64encode(content).decode()

    lines = [json.dumps({"copy": spelled(c), "against": spelled(a), "key": key}) for c, a, key in asked]
    return [json.loads(line) for line in told_by_node(ANSWERING, "\n".join(lines)).splitlines()]


@needs_node
@pytest.mark.skipif(not VECTORS.is_file(), reason="the reference is not part of an installed package")
def test_every_shared_vector_gets_its_answer() -> None:
    told = json.loads(VECTORS.read_text(encoding="utf-8"))
    contents = {name: text.encode() for name, text in told["files"].items()}
    contents |= {name: base64.b64decode(text) for name, text in told["bytes"].items()}
    key = contents["key"].decode()
    asked = [
        (contents[each["copy"]], contents.get(each.get("against", "")), key if "key" in each else None)
        for each in told["checks"]
    ]
    for check, answer in zip(told["checks"], answers(asked), strict=True):
        said = {"ok": answer["ok"], "proves": answer["proves"], "sentences": checks.plain(answer["sentences"])}
        assert said == {name: check[name] for name in said}, check["name"]


@needs_node
def test_both_checkers_agree_on_what_anybody_may_do_to_a_file() -> None:
    chance = random.Random(20)
    asked = [_manipulated(chance) for _ in range(400)]
    judged = [0, 0]
    for (copy, against, key), theirs in zip(asked, answers(asked), strict=True):
        ours = checker.verify(checks.lines_of(copy), key, None if against is None else checks.lines_of(against))
        expected = json.loads(json.dumps(ours.as_dict()))
        found = {**theirs.pop("about"), **theirs}
        del found["differs"], found["olderSize"]
        for report in (expected, found):
            report["sentences"] = checks.plain(report["sentences"])
        assert found == expected, (copy, against)
        judged[ours.ok] += 1
    assert min(judged) > 30


def _manipulated(chance: random.Random) -> tuple[bytes, bytes | None, str | None]:
    """A copy, perhaps an older one and a key; in most cases something happened to one of the files."""
    size = chance.randrange(0, 9)
    rewritten = chance.randrange(1, 12) if chance.random() < 0.3 else 0
    change = {"text": "Nothing was said."}
    told = entries(size, lambda each: each["number"] == rewritten and each.update(data=change))
    shown = [withheld(each) if chance.random() < 0.2 else each for each in told]
    copy = b"".join(file(told, shown, earlier=tuple(n for n in range(size) if chance.random() < 0.3)))
    older = b"".join(file(entries(chance.randrange(0, size + 1)))) if chance.random() < 0.6 else None
    if chance.random() < 0.6:
        copy = _damaged(copy, chance)
    elif older is not None and chance.random() < 0.4:
        older = _damaged(older, chance)
    return copy, older, str(KEY.verifier) if chance.random() < 0.2 else None


def _damaged(content: bytes, chance: random.Random) -> bytes:
    place, other = chance.randrange(len(content)), chance.randrange(len(content))
    lines = checks.lines_of(content)
    line = chance.randrange(len(lines))
    return chance.choice(
        [
            content[:place] + bytes([content[place] ^ (1 << chance.randrange(8))]) + content[place + 1 :],
            content[:place] + content[place + 1 :],
            content[:place],
            content[:place] + chance.choice([b'"', b"0", b"-", b"e", b"\\", b"\n", b" ", b"}"]) + content[place:],
            content[: min(place, other)] + content[max(place, other) :],
            b"".join(lines[:line] + lines[line + 1 :]),
            b"".join([*lines[:line], lines[line], *lines[line:]]),
            b"".join([*lines[:line], lines[-1], *lines[line + 1 :]]),
            content.replace(str(chance.randrange(10)).encode(), str(chance.randrange(10)).encode(), 1),
            content.replace(b"lena", b"noor", 1),
        ]
    )


@needs_node
def test_hashes_and_signatures_are_those_of_the_standards() -> None:
    import hashlib

    chance = random.Random(8032)
    messages = [chance.randbytes(length) for length in (*range(0, 260, 5), 55, 56, 63, 64, 111, 112, 127, 128, 4000)]
    signatures = [each for message in messages[:30] for each in _signatures(message, chance)]
    given = {
        "messages": [m.hex() for m in messages],
        "signatures": [[p.hex() for p in each[:3]] for each in signatures],
    }
    found = json.loads(told_by_node(HASHING, json.dumps(given)))
    assert found["sha256"] == [hashlib.sha256(message).hexdigest() for message in messages]
    assert found["sha512"] == [hashlib.sha512(message).hexdigest() for message in messages]
    assert found["signed"] == [holds for _key, _message, _signature, holds in signatures]


def _signatures(message: bytes, chance: random.Random) -> list[tuple[bytes, bytes, bytes, bool]]:
    private = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
    key, signature = private.public_key().public_bytes_raw(), private.sign(message)
    order = 2**252 + 27742317777372353535851937790883648493
    beyond = (int.from_bytes(signature[32:], "little") + order).to_bytes(32, "little")
    place = chance.randrange(64)
    flipped = signature[:place] + bytes([signature[place] ^ 1]) + signature[place + 1 :]
    return [
        (key, message, signature, True),
        (key, message + b".", signature, False),
        (key, message, flipped, False),
        (key, message, signature[:32] + beyond, False),
        (key, message, signature[:-1], False),
        (chance.randbytes(32), message, signature, False),
    ]


SENTENCE = re.compile(r'"((?:%\(|[A-Z][a-z]+[ ’\'])(?:[^"\\]|\\.)*)"|(?:say|named)\("([^"]+)"')


def test_every_sentence_of_the_page_has_its_arabic_with_the_same_gaps() -> None:
    source = check_page.scripts(*check_page.CHECKER, "page")
    spoken = {one or other for one, other in SENTENCE.findall(source)}
    spoken |= set(re.findall(r"data-say>([^<]+)<", check_page.page("en").html))
    spoken |= {f"{words} of the older copy" for words in re.findall(r'named\("([^"]+)"', source)}
    arabic = dict(re.findall(r'^  "?((?:[^"\\]|\\.)+?)"?:\s+"((?:[^"\\]|\\.)*)",$', check_page.scripts("arabic"), re.M))
    assert len(arabic) > 70
    assert spoken - set(arabic) == set()
    gaps = re.compile(r"%\(\w+\)s")
    assert [en for en, ar in arabic.items() if set(gaps.findall(en)) != set(gaps.findall(ar))] == []


def test_the_page_is_one_file_that_reaches_for_nothing(client: Any) -> None:
    for language, direction in (("en", "ltr"), ("ar", "rtl")):
        answer = client.get("/check/", headers={"accept-language": language})
        assert f'<html lang="{language}" dir="{direction}">' in answer.text
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'sha256-")
        assert policy.removesuffix("; frame-ancestors 'none'") in answer.text
        assert re.findall(r"""\b(?:src|href|url|action)\s*[=(]\s*["']?[^"'\s)]""", answer.text) == []
        assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|sendBeacon|import)\b *\(", answer.text)
        assert "https:" not in answer.text and "http:" not in answer.text
