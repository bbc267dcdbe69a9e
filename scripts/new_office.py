"""`make new-office NAME=…`: a new office with one noun, one act, one live page, one history and one leak.

    make new-office NAME=calls NOUN=call VERB=open_call LIVE=fetch

It passes every rule of the house and every test as it is made. The noun and the verb are chosen here, so that nothing has to
be renamed: without them it is a paper that is filed. LIVE says how open pages come to show a new one: `push` sends them a
fragment, `fetch` lets them fetch their part anew.

Besides its own folder this touches INSTALLED_APPS, the floors and the catalogue.
"""

import argparse
import keyword
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = ROOT / "scripts" / "office"
ABOVE = '    "goodoffices.consultation",\n'  # a new office knows the rooms, and no office beside it
FLOOR = '"listening | shuttle | chairing | interpretation'
ARABIC = {  # what the new office says, as long as it has papers
    "Papers": "أوراق",
    "%(by)s put the paper “%(title)s” on file.": "%(by)s: إيداع الورقة «%(title)s» في الملف.",
    "File a paper": "إيداع ورقة",
    "The public book holds no papers. Put this on file in a room.": "لا أوراق في السجل العام. أودعها في ملف غرفة.",
    "No paper has been put on file yet.": "لم تودع أي ورقة بعد.",
}
WAYS = {"push": (), "fetch": ("partials.py-tpl",)}  # how a page is live, and what it then does without


def main() -> int:
    asked = argparse.ArgumentParser(prog="make new-office", description=__doc__.split("\n", 1)[0])
    asked.add_argument("name", help="a plural noun in lower case, such as archives")
    asked.add_argument("--noun", default="paper", help="what it has, such as call")
    asked.add_argument("--verb", default="", help="what is done with one at first, such as open_call")
    asked.add_argument("--live", default="push", choices=WAYS, help="how open pages come to show a new one")
    given = asked.parse_args()
    verb = given.verb or (f"file_{given.noun}")
    if problem := _problem(given.name, given.noun, verb):
        asked.error(problem)

    _copy(given.name, _words(given.name, given.noun, verb), given.live)
    _add(ROOT / "goodoffices/site/settings.py", ABOVE, f'    "goodoffices.{given.name}",\n{ABOVE}')
    _add(ROOT / "pyproject.toml", FLOOR, f"{FLOOR} | {given.name}")
    if (given.noun, verb) == ("paper", "file_paper"):
        _translate(ROOT / "goodoffices/locale/ar/LC_MESSAGES/django.po")
    _write_down(given.name)
    _renew_catalogue()
    print(
        f"goodoffices/{given.name} is there. Say in its __init__.py what it is for; then: "
        f"make test ARGS=goodoffices/{given.name}"
    )
    return 0


def _problem(name: str, noun: str, verb: str) -> str:
    """Why these cannot be the words of a new office; empty where they can."""
    if not re.fullmatch(r"[a-z][a-z_]{2,16}", name):
        return "an office is called by a plural noun of 3 to 17 lower-case letters, such as archives"
    if (ROOT / "goodoffices" / name).exists():
        return f"there is a goodoffices/{name} already"
    if name in _addresses():
        return f"pages of another office stand below {name}/ already: choose another name"
    if not re.fullmatch(r"[a-z][a-z_]{1,19}", noun) or keyword.iskeyword(noun) or noun in ("noun", "entry", "seat"):
        return "a noun has 2 to 20 lower-case letters, such as call or read_out"
    if not re.fullmatch(r"[a-z]+(_[a-z]+)+", verb):
        return "an act is called by a verb and its noun, such as open_call"
    if noun in _sorts():
        return f"there is a sort of things called {noun} already: choose another word with NOUN=…"
    return ""


def _addresses() -> set[str]:
    """The first words of addresses below a process that are taken, in whichever office."""
    told = [
        file.read_text("utf-8") for name in ("apps", "urls") for file in (ROOT / "goodoffices").glob(f"*/{name}.py")
    ]
    return {first for text in told for first in re.findall(r'(?:path\(|address = )"([\w-]+)/', text)}


def _sorts() -> set[str]:
    models = (ROOT / "goodoffices").rglob("*.py")
    return {sort for file in models for sort in re.findall(r'sort: ClassVar\[str\] = "(\w+)"', file.read_text("utf-8"))}


def _words(name: str, noun: str, verb: str) -> dict[str, str]:
    """What stands in the template between double brackets, and what takes its place."""
    words, (deed, _, thing) = noun.replace("_", " "), verb.partition("_")
    return {
        "office": name,
        "Office": _class(name),
        "noun": noun,
        "nouns": _plural(noun),
        "Noun": _class(noun),
        "words": words,
        "plural": _plural(words),
        "Plural": _plural(words).capitalize(),
        "a noun": _with_article(words),
        "A noun": _with_article(words).capitalize(),
        "verb": verb,
        "Verb": _class(verb),
        "label": f"{deed.capitalize()} {_with_article(thing.replace('_', ' '))}",
    }


def _class(words: str) -> str:
    return "".join(word.capitalize() for word in words.split("_"))


def _with_article(words: str) -> str:
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _plural(noun: str) -> str:
    if re.search(r"[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "z", "ch", "sh")) else f"{noun}s"


def _copy(name: str, words: dict[str, str], live: str) -> None:
    target = ROOT / "goodoffices" / name
    for file in TEMPLATE.rglob("*"):
        if not file.is_file() or file.name in WAYS[live]:
            continue
        place = file.relative_to(TEMPLATE).as_posix().removesuffix("-tpl")
        place = place.replace("office/_noun.", f"{name}/_{words['noun']}.").replace(
            "office/nouns.", f"{name}/{words['nouns']}."
        )
        place = place.replace("help/nouns.", f"help/{words['nouns']}.")
        (target / place).parent.mkdir(parents=True, exist_ok=True)
        (target / place).write_text(_filled(file.read_text(encoding="utf-8"), words, live), encoding="utf-8")
    _run("-m", "ruff", "check", "-q", "--no-cache", "--fix", str(target))  # the order of imports depends on the name
    _run("-m", "ruff", "format", "-q", "--no-cache", str(target))


def _filled(text: str, words: dict[str, str], live: str) -> str:
    kept = "".join(_lines_of(text, live))
    return re.sub(r"\[\[([\w ]+)\]\]", lambda match: words[match[1]], kept)


def _lines_of(text: str, live: str) -> Iterator[str]:
    """A line that begins with `[[push]]` or `[[fetch]]` is there in that way of being live alone."""
    for line in text.splitlines(keepends=True):
        way = re.match(rf"\[\[({'|'.join(WAYS)})\]\]", line)
        if way is None or way[1] == live:
            yield line[way.end() :] if way else line


def _add(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    if old not in text:
        raise SystemExit(f"{file.relative_to(ROOT)} no longer has the line {old.strip()}: put the office in by hand")
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def _translate(catalogue: Path) -> None:
    text = catalogue.read_text(encoding="utf-8")
    new = {english: arabic for english, arabic in ARABIC.items() if f'msgid "{english}"' not in text}
    lines = [f'\n#, python-format\nmsgid "{en}"\nmsgstr "{ar}"\n' for en, ar in new.items()]
    catalogue.write_text(text.rstrip("\n") + "\n" + "".join(lines), encoding="utf-8")


def _write_down(name: str) -> None:
    """What is written from the code: the table, the frozen kinds and the reference."""
    from django.core.management import call_command

    from scripts.starting import start_django

    start_django()
    call_command("makemigrations", name, name="initial")
    from scripts import frozen, reference

    frozen.freeze(only=name)
    reference.write()


def _renew_catalogue() -> None:
    if not shutil.which("xgettext"):
        print("GNU gettext is not here: run scripts/messages where it is, before you commit.")
        return
    _call(str(ROOT / "scripts/messages"))


def _run(*call: str) -> None:
    _call(sys.executable, *call)


def _call(*call: str) -> None:
    subprocess.run(call, cwd=ROOT, check=True)  # noqa: S603 (our own commands)


if __name__ == "__main__":
    raise SystemExit(main())
