"""The check in the browser: it answers as the stand-alone checker does, whatever is put before it."""

import base64
import hashlib
import json
import random
import re
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from goodoffices.engines.ledger.tests import checks
from goodoffices.record import check_page
from goodoffices.record.tests.javascript import running

VECTORS = Path(__file__).parents[3] / "docs/reference/vectors" / checks.NAME
HASHING = """
const bytes = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
const answer = (asked) => ({
  sha256: asked.messages.map((each) => hexOf(sha256(bytes(each)))),
  sha512: asked.messages.map((each) => hexOf(sha512(bytes(each)))),
  signed: asked.signatures.map(([key, message, signature]) => isSigned(bytes(key), bytes(message), bytes(signature))),
});
"""


def test_every_shared_vector_gets_its_answer() -> None:
    told = json.loads(VECTORS.read_text(encoding="utf-8"))
    contents = {name: text.encode() for name, text in told["files"].items()}
    contents |= {name: base64.b64decode(text) for name, text in told["bytes"].items()}
    key = contents["key"].decode()
    asked = [
        (contents[each["copy"]], contents.get(each.get("against", "")), key if "key" in each else None)
        for each in told["checks"]
    ]
    with running() as javascript:
        answers = list(javascript.verify(asked))
    for check, answer in zip(told["checks"], answers, strict=True):
        said = {name: answer[name] for name in ("ok", "proves", "codes")} | {
            "sentences": checks.plain(answer["sentences"])
        }
        assert said == {name: check[name] for name in said}, check["name"]


def test_hashes_and_signatures_are_those_of_the_standards() -> None:
    chance = random.Random(8032)
    messages = [chance.randbytes(length) for length in (*range(0, 260, 5), 55, 56, 63, 64, 111, 112, 127, 128, 4000)]
    signatures = [each for message in messages[:30] for each in _signatures(message, chance)]
    given = {
        "messages": [m.hex() for m in messages],
        "signatures": [[p.hex() for p in each[:3]] for each in signatures],
    }
    with running(HASHING) as javascript:
        found = javascript.ask(given)
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
    source = check_page.scripts(*check_page.CHECKER, "page", "command")
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
