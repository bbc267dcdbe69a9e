import argparse
import os
import shutil
import tempfile
from pathlib import Path

from benchmarks.host import Host


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m benchmarks.look", description="Every page on contact sheets.")
    asked.add_argument("--page", default="", metavar="WORD", help="only pages whose name has this in it")
    asked.add_argument("--seat", default="", metavar="WORD", help="only seats whose name has this in it")
    asked.add_argument("--language", choices=["en", "ar"], help="only this language")
    asked.add_argument("--case", help="the case to look at: istanbul, or river where that is not there")
    asked.add_argument("--out", type=Path, default=Path(".look"), metavar="DIR", help="where the sheets go")
    options = asked.parse_args()

    scratch = Path(tempfile.mkdtemp(prefix="goodoffices-look-"))
    _set_up(scratch / "own")
    from goodoffices.cases.loading import shipped

    case = options.case or ("istanbul" if shipped("istanbul").exists() else "river")
    try:
        with Host(scratch / "data", "demo", (), "--case", case, "--no-browser") as host:
            return _look(host, options)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _set_up(data: Path) -> None:
    """The addresses are looked up in this process, too: it needs settings, but never opens the database."""
    import django

    os.environ.update(GOODOFFICES_DATA=str(data), DJANGO_SETTINGS_MODULE="goodoffices.site.settings")
    os.environ["GOODOFFICES_DEMO"] = "true"
    django.setup()


def _look(host: Host, options: argparse.Namespace) -> int:
    from benchmarks.look import sheets, shooting, walking

    people = [viewer for viewer in walking.viewers(host.told) if options.seat in viewer.name]
    walk = walking.walk(host.told, people)
    walk.pages = {name: found for name, found in walk.pages.items() if options.page in name}
    guises = [
        shooting.Guise(language, width, scheme)
        for language in ([options.language] if options.language else ["en", "ar"])
        for width in (shooting.NARROW, shooting.WIDE)
        for scheme in ("light", "dark")
    ]
    parts = options.out / "parts"
    whole = not (options.page or options.seat or options.language)
    for sheet in options.out.glob("*.png") if whole else ():
        sheet.unlink()
    shutil.rmtree(parts, ignore_errors=True)
    parts.mkdir(parents=True)
    with shooting.browser() as chromium:
        shots, wrong = shooting.shoot(chromium, host.told["url"], walk, people, guises, parts)
        made = sheets.make(chromium, shots, options.out)

    print(f"{len(shots)} pictures of {len(walk.pages)} pages, {len(made)} sheets in {options.out}/")
    if whole:
        print(f"No page was seen of (most only take posts; to the others no link led): {', '.join(walk.missed())}")
    for fault in wrong:
        print(f"WRONG: {fault}")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
