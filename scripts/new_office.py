"""`make new-office NAME=…`: a new office with one noun, one act, one page, one live fragment, one history and one leak.

It passes every rule of the house and every test as it is made. Rename its paper to your noun, or write yours beside it.
Besides its own folder this touches INSTALLED_APPS, the floors and the catalogue.
"""

import argparse
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = ROOT / "scripts" / "office"
ABOVE = '    "goodoffices.consultation",\n'  # a new office knows the rooms, and no office beside it
FLOOR = '"listening | shuttle | chairing | interpretation'
ARABIC = {  # what the new office says, until it says something of its own
    "Papers": "أوراق",
    "%(by)s put the paper “%(title)s” on file.": "%(by)s: إيداع الورقة «%(title)s» في الملف.",
    "Put on file": "إيداع في الملف",
    "The public book holds no papers. Put this on file in a room.": "لا أوراق في السجل العام. أودعها في ملف غرفة.",
    "No paper has been put on file yet.": "لم تودع أي ورقة بعد.",
}


def main() -> int:
    asked = argparse.ArgumentParser(prog="make new-office", description=__doc__.split("\n", 1)[0])
    asked.add_argument("name", help="a plural noun in lower case, such as commitments")
    name = asked.parse_args().name
    if not re.fullmatch(r"[a-z][a-z_]{2,16}", name):
        asked.error("an office is called by a plural noun of 3 to 17 lower-case letters, such as commitments")
    if (ROOT / "goodoffices" / name).exists():
        asked.error(f"there is a goodoffices/{name} already")

    _copy(name)
    _add(ROOT / "goodoffices/site/settings.py", ABOVE, f'    "goodoffices.{name}",\n{ABOVE}')
    _add(ROOT / "pyproject.toml", FLOOR, f"{FLOOR} | {name}")
    _translate(ROOT / "goodoffices/locale/ar/LC_MESSAGES/django.po")
    _write_down(name)
    _renew_catalogue()
    print(
        f"goodoffices/{name} is there. Say in its __init__.py what it is for; then: make test ARGS=goodoffices/{name}"
    )
    return 0


def _copy(name: str) -> None:
    target = ROOT / "goodoffices" / name
    target.mkdir()
    # In a process of its own: it configures Django without our settings, which we need afterwards.
    _run("-m", "django", "startapp", name, str(target), "--template", str(TEMPLATE))
    for page in target.rglob("*.html"):  # the braces in them are the pages' own
        page.write_text(page.read_text(encoding="utf-8").replace("app_name", name), encoding="utf-8")


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
