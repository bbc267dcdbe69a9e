"""The command line: `goodoffices demo | serve | import | rebuild | record | token | invite | password-link | digest | backup | restore | witness | text | settle | impact`.

Exit 0 good, 1 refused or found wrong (with a sentence), 2 usage, 3 not done (a full disk, say). With `--json` exactly one JSON object goes to standard
output (`{"problem": sentence}` where a command came to nothing) and everything else to standard error.
"""

import argparse
import atexit
import gc
import os
import sys
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from goodoffices.site.failed import Failed, NotDone

if TYPE_CHECKING:
    from fractions import Fraction


def main(arguments: Sequence[str] | None = None) -> int:
    gc.disable()  # until everything is loaded (`commands.start`), since none of it is freed again
    _open_what_is_closed()
    atexit.register(gc.freeze)  # nor looked through on the way out, which takes as long as a small matrix
    try:
        options = parser().parse_args(arguments)
        os.umask(0o077)  # the data folder holds every caucus, so only its owner may read it
        if getattr(options, "data", None):
            os.environ["GOODOFFICES_DATA"] = str(options.data)
        return _run(options)
    except KeyboardInterrupt:
        return 130
    finally:
        gc.enable()


def _open_what_is_closed() -> None:
    """Whoever closes an output (`2>&-`) wants to read nothing there."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - until the process ends


def _run(options: argparse.Namespace) -> int:
    try:
        return int(_tried(options) or 0)
    except Failed as failure:
        print(failure, file=sys.stderr)
        if options.json:
            import_module("goodoffices.site.commands").answer(options, {"problem": str(failure)}, "")
        return failure.status


def _tried(options: argparse.Namespace) -> Any:
    """Whatever the disk or the database refuses comes to a sentence."""
    try:
        return options.run(options)
    except OSError as problem:
        reason = problem.strerror or type(problem).__name__
    except Exception as problem:
        if not type(problem).__module__.startswith(("django.db.utils", "sqlite3", "pysqlite3")):
            raise
        reason = str(problem)
    raise NotDone(
        f"The disk or the database did not let this be done: {reason}. "
        "Look whether the disk is full or may not be written to, then try again. Nothing has been changed."
    )


def parser() -> argparse.ArgumentParser:
    """The whole command; a subcommand's module is imported when it runs, so that `--help` is quick."""
    whole = argparse.ArgumentParser(prog="goodoffices", description="The third party's desk.")
    commands = whole.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, module: str, help: str, among: Any = commands) -> argparse.ArgumentParser:
        sub: argparse.ArgumentParser = among.add_parser(name, help=help, description=help)
        sub.add_argument("--data", type=Path, metavar="DIR", help="the data folder (or GOODOFFICES_DATA)")
        sub.add_argument("--json", action="store_true", help="one JSON object on standard output")
        sub.set_defaults(run=lambda options: import_module(f"goodoffices.site.commands.{module}").run(options))
        return sub

    _hosting(command)
    record = commands.add_parser("record", help="take and check copies of books")
    _record(record.add_subparsers(required=True), command)
    _letting_in(command)
    _backing_up(command)
    _witness(command)
    text = commands.add_parser("text", help="inspect and compare bracketed drafts")
    _text(text.add_subparsers(required=True), command)
    _settle(command)
    _impact(command)
    return whole


def _hosting(command: Any) -> None:
    demo = command("demo", "demo", "load the Istanbul case, serve it, and say who to be")
    demo.add_argument("--port", type=_port, default=None, metavar="P", help="port to listen on (0 takes a free one)")
    demo.add_argument("--until", type=_day, metavar="DAY", help="play the case up to this day, e.g. 2025-01-31")
    demo.add_argument("--fresh", action="store_true", help="begin again: the demo's data folder is emptied first")
    demo.add_argument("--no-browser", action="store_true", help="do not open a browser")
    demo.add_argument("--case", default="istanbul", metavar="CASE", help="a case that ships, or a case file")

    serve = command("serve", "serve", "serve this host's processes")
    serve.add_argument("--port", type=_port, default=None, metavar="P", help="port to listen on (0 takes a free one)")

    taken = command("import", "import_case", "found a process from a case file; all of it or nothing")
    taken.add_argument("case", metavar="CASE", help="a case file, or the name of a case that ships")
    taken.add_argument("--until", type=_day, metavar="DAY", help="play it up to this day")

    rebuild = command("rebuild", "rebuild", "rebuild every table from the record")
    rebuild.add_argument(
        "--check", action="store_true", help="change nothing; say whether they would come out the same"
    )

    sbom = command("sbom", "sbom", "list what this host is made of, as a CycloneDX bill of materials")
    sbom.add_argument("--out", type=Path, metavar="FILE", help="the file to write; standard output if left out")

    clock = command("clock", "clock", "say what time this host has, and when its last entry was written")
    clock.add_argument("--confirm", action="store_true", help="the clock is right: write again after it has jumped")

    command("digest", "digest", "send the digests whose hour has come (a server does it by itself)")


def _record(record: Any, command: Any) -> None:
    export = command("export", "record", "write a book as a file", record)
    export.add_argument("--book", required=True)
    export.add_argument("--out", required=True, type=Path, metavar="FILE")
    export.set_defaults(what="export")
    verify = command("verify", "record", "verify a copy of a book", record)
    verify.add_argument("file", type=Path, metavar="FILE")
    verify.add_argument("--key", metavar="KEY", help="the host's verifier key, or a file holding it")
    verify.add_argument("--against", type=Path, metavar="OLDER", help="an older copy, or a checkpoint")
    verify.add_argument("--witnesses", metavar="KEYS", help="a file of witnesses' verifier keys, one a line")
    verify.set_defaults(what="verify")


def _letting_in(command: Any) -> None:
    token = command("token", "token", "make a token for a seat's access to the API")
    token.add_argument("--seat", required=True)
    token.add_argument("--name", default="command line")
    token.add_argument("--days", type=_days, default=90, metavar="DAYS", help="how long it is good; 90 if left out")

    invite = command("invite", "invite", "make the link by which a person takes a seat")
    invite.add_argument("--seat", required=True)
    invite.add_argument("--mail", default="", metavar="ADDRESS", help="mail the link there, too")
    invite.add_argument("--instead", action="store_true", help="whoever sits there gives way when the link is taken up")

    forgotten = command("password-link", "password_link", "make the link by which a person sets a new password")
    forgotten.add_argument("address", metavar="ADDRESS", help="the e-mail address of the account")


def _backing_up(command: Any) -> None:
    backup = command("backup", "backup", "write everything this host must not lose into one file")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.set_defaults(what="backup")
    restore = command("restore", "backup", "bring a backup back into an empty data folder")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.set_defaults(what="restore")


def _witness(command: Any) -> None:
    """Runs at a party's machine; it needs no data folder."""
    witness = command("witness", "witness", "witness the books that a seat reads, from a machine of one's own")
    witness.add_argument(
        "--address", required=True, metavar="URL", help="the process, as in the browser: https://…/processes/…"
    )
    witness.add_argument(
        "--token-file", required=True, type=Path, metavar="FILE", help="a file that holds the seat's token"
    )
    witness.add_argument(
        "--keep", required=True, type=Path, metavar="DIR", help="where its key, what it has seen, and evidence are kept"
    )
    witness.add_argument(
        "--books",
        type=_names,
        default=["all"],
        metavar="BOOKS",
        help="ids, names or kinds, with commas; all if left out",
    )
    witness.add_argument(
        "--every", type=_span, default=3600.0, metavar="SPAN", help="such as 30m or 1h; 1h if left out"
    )
    witness.add_argument("--once", action="store_true", help="look once, and end")
    witness.add_argument(
        "--host-key", metavar="KEY", help="the host's verifier key, or a file holding it; else the first seen"
    )
    witness.add_argument("--name", default="", metavar="NAME", help="the name in the key that is made on the first run")


def _settle(command: Any) -> None:
    settle = command("settle", "settle", "find the efficient packages of a case in a file, and fair ones among them")
    settle.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="a table, a folder, or a domain and profiles"
    )
    settle.add_argument("--frontier", action="store_true", help="every efficient package")
    settle.add_argument(
        "--solutions",
        type=_rules,
        metavar="NAMES",
        help="nash,ks,maximin,leximin,utilitarian,egalitarian: those you want",
    )
    settle.add_argument("--audit", type=Path, metavar="PACKAGE.json", help="is this draft, {issue: option}, efficient?")
    settle.add_argument("--budget", type=_seconds, metavar="SECONDS", help="so long at most, for all of it")
    settle.add_argument("--svg", type=Path, metavar="FILE", help="a picture of the frontier and the solutions")
    settle.add_argument("--certificate", type=Path, metavar="FILE", help="the proofs, for the independent checker")
    settle.add_argument(
        "--stability", action="store_true", help="how far each worth may move before a solution changes"
    )
    settle.add_argument("--why-not", type=Path, metavar="PACKAGE.json", help="what speaks against this package")
    settle.add_argument("--improve", type=Path, metavar="PACKAGE.json", help="a next step that makes nobody worse off")
    settle.add_argument("--measures", action="store_true", help="how opposed the parties are, and what all can win")
    settle.add_argument(
        "--payments", type=_ratios, metavar="RATES", help="with side payments: what a unit of money is worth to each"
    )
    settle.add_argument(
        "--imprecise", type=Path, metavar="RANGES.json", help="what holds if worths are ranges, or orders"
    )
    settle.add_argument("--warm", action="store_true", help="compile ahead what larger cases need, and nothing else")
    settle.add_argument(
        "--to", choices=FORMATS, metavar="FORMAT", help=f"write the case in another format: {', '.join(FORMATS)}"
    )
    settle.add_argument("--out", type=Path, metavar="PATH", help="the file or empty folder that --to writes")


def _impact(command: Any) -> None:
    impact = command("impact", "impact", "find every consistent scenario of a cross-impact matrix, and what moves them")
    impact.add_argument("file", type=Path, metavar="FILE", help="a matrix: .scw of ScenarioWizard, CSV or XLSX")
    impact.add_argument("--near", default="0", metavar="K", help="list scenarios that fail by K or less, too")
    impact.add_argument(
        "--fix", nargs="+", action="extend", metavar="D=V", help="hold these descriptors at these variants, throughout"
    )
    impact.add_argument("--flip", action="store_true", help="what every single measure moves")
    impact.add_argument(
        "--attractors", action="store_true", help="where scenarios drift, and from how much of the space"
    )
    impact.add_argument(
        "--succession", choices=("global", "incremental"), default="global", metavar="RULE",
        help="global (every descriptor at once) or incremental (the worst one)",
    )  # fmt: skip
    impact.add_argument(
        "--wish", nargs="+", action="extend", metavar="D=V", help="the fewest measures that make this consistent"
    )
    impact.add_argument("--robust", action="store_true", help="which judgements, moved alone, change the answer")
    impact.add_argument("--spread", default="1", metavar="S", help="by how much judges may differ; 1 if left out")
    impact.add_argument(
        "--judges", nargs="+", type=Path, metavar="FILE", help="other judges' matrices, in place of a spread"
    )
    impact.add_argument("--budget", type=_seconds, metavar="SECONDS", help="so long at most, for all of it")
    impact.add_argument("--svg", type=Path, metavar="FILE", help="a picture of the scenarios side by side")
    impact.add_argument(
        "--to", choices=IMPACT_FORMATS, metavar="FORMAT",
        help=f"write the matrix in another format, or its solutions: {', '.join(IMPACT_FORMATS)}",
    )  # fmt: skip
    impact.add_argument("--out", type=Path, metavar="FILE", help="the file that --to writes")


def _text(text: Any, command: Any) -> None:
    """The brackets engine's commands; they read files and need no data folder."""
    inspect = command("inspect", "text", "count what is bracketed in a draft, and find what does not match", text)
    inspect.add_argument("file", type=Path, metavar="FILE", help="text or Markdown")
    inspect.set_defaults(what="inspect")
    outline = command("outline", "text", "list the units, options, alternatives and attributions of a draft", text)
    outline.add_argument("file", type=Path, metavar="FILE", help="text, Markdown or .docx")
    outline.set_defaults(what="outline")
    trend = command("trend", "text", "show how brackets came and went from draft to draft", text)
    trend.add_argument("files", type=Path, nargs="+", metavar="FILE", help="drafts, the earliest first")
    trend.add_argument("--svg", type=Path, metavar="OUT", help="draw it, too")
    trend.set_defaults(what="trend")
    diff = command("diff", "text_diff", "show what changed between two drafts, word by word", text)
    diff.add_argument("before", type=Path, metavar="A", help="the earlier draft")
    diff.add_argument("after", type=Path, metavar="B", help="the later one")
    diff.add_argument("--html", type=Path, metavar="FILE", help="write the redline as a page")
    remaining = command("remaining", "text_remaining", "list the open points: who stands where, what to accept", text)
    remaining.add_argument("file", type=Path, metavar="FILE", help="text or Markdown")
    remaining.add_argument(
        "--parties",
        type=_names,
        metavar="NAMES",
        help="between these, with commas; all that the draft names if left out",
    )
    render = command(
        "render", "text_render", "write a draft as a page, a Word document, a PDF, text or Akoma Ntoso", text
    )
    render.add_argument("file", type=Path, metavar="FILE", help="text, Markdown or .docx")
    render.add_argument("--to", required=True, choices=("html", "txt", "docx", "pdf", "akn"), help="the format")
    render.add_argument("--out", required=True, type=Path, metavar="OUT", help="the file to write")
    render.add_argument("--title", default="", help="set over the draft, and kept in the file")
    render.add_argument(
        "--language",
        default="",
        choices=("", "en", "fr", "ru", "tr", "ar"),
        metavar="CODE",
        help="en, fr, ru, tr or ar; guessed from the words where it is left out",
    )
    render.add_argument(
        "--dated", type=_day, metavar="DAY", help="the day to date it and its tracked changes; none without"
    )
    render.add_argument(
        "--reasons", action="store_true", help="say beside each bracket without a partner why it is taken for one"
    )


FORMATS = ("csv", "xlsx", "genius", "geniusweb", "negmas", "negolog", "scorable")
IMPACT_FORMATS = ("scw", "csv", "xlsx", "sl")
RULES = ("nash", "ks", "maximin", "leximin", "utilitarian", "egalitarian")


def _names(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise argparse.ArgumentTypeError("write some names with commas between them")
    return names


def _rules(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in RULES]
    if unknown or not names:
        raise argparse.ArgumentTypeError(f"write some of {','.join(RULES)}, not “{text}”")
    return names


def _ratios(text: str) -> "list[Fraction]":
    from fractions import Fraction  # few commands need it

    try:
        return [Fraction(each.strip()) for each in text.split(",")]
    except (ValueError, ZeroDivisionError):
        raise argparse.ArgumentTypeError(f"write a number for each party, with commas between, not “{text}”") from None


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"write a number of seconds that is more than 0, not “{text}”")
    return seconds


def _span(text: str) -> float:
    """Seconds, from a span such as 90s, 30m or 1h; at least ten."""
    units = {"s": 1, "m": 60, "h": 3600, "d": 86400}
    number, unit = text[:-1], text[-1:]
    if not (number.isascii() and number.isdigit() and unit in units and 10 <= int(number) * units[unit] <= 31 * 86400):
        raise argparse.ArgumentTypeError(f"write a span such as 30m or 1h, ten seconds at least, not “{text}”")
    return float(int(number) * units[unit])


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to 65535, not “{text}”")
    return int(text)


def _days(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= 3650):
        raise argparse.ArgumentTypeError(f"write a number of days from 1 to 3650, not “{text}”")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"write a day such as 2025-01-31, not “{text}”") from None


if __name__ == "__main__":
    sys.exit(main())
