"""The rules of the house, as far as a machine can keep them. Each exception stands here with its reason, or goes."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db.models import NOT_PROVIDED, AutoField
from django.template.loader import get_template
from django.utils.functional import Promise

import goodoffices
from goodoffices.record.acts import KINDS
from goodoffices.record.models import Entry, recorded_models
from goodoffices.record.wording import worded
from tests.noninterference.conftest import stage  # noqa: F401

HOUSE = Path(goodoffices.__file__).parent
ROOT = HOUSE.parent
OFFICES = (
    "record",
    "process",
    "agenda",
    "consultation",
    "listening",
    "shuttle",
    "chairing",
    "interpretation",
    "briefing",
)  # floors on which acts are done


def sources(*offices: str) -> list[Path]:
    """The product's own Python, without tests and migrations."""
    files = [f for office in offices or ("",) for f in (HOUSE / office).rglob("*.py")]
    return sorted(f for f in files if not {"tests", "migrations"} & set(f.parts[len(HOUSE.parts) :]))


def place(file: Path) -> str:
    return file.relative_to(HOUSE).as_posix()


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a name or an attribute; "" of anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}".lstrip(".")
    return ""


def used(found: list[str], excused: dict[str, str]) -> list[str]:
    """What is not excused, and every excuse that nothing needs."""
    needed = {excuse for excuse in excused if any(each.startswith(excuse) for each in found)}
    return [each for each in found if not any(each.startswith(e) for e in excused)] + [
        f"{excuse}: no longer needed" for excuse in excused if excuse not in needed
    ]


# ---- the record ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", recorded_models(), ids=lambda model: model.__name__)
def test_nothing_in_a_recorded_row_comes_from_a_clock_a_counter_or_chance(model: Any) -> None:
    for field in model._meta.concrete_fields:
        assert not isinstance(field, AutoField), f"{field} counts by itself"
        assert not getattr(field, "auto_now", False) and not getattr(field, "auto_now_add", False), field
        assert field.db_default is NOT_PROVIDED, f"{field} is filled by the database"
        # An empty list is no chance; Django wants it as a callable, lest all rows share one.
        assert not callable(field.default) or field.default in (NOT_PROVIDED, list, dict, str), (
            f"{field} calls for its default"
        )


# Where recorded rows are read for nobody in particular, and why that may be.
READ_FOR_NOBODY = {
    "agenda/acts/things.py title_of": "words for an entry whose reader was asked for before; names what the entry names",
    "shuttle/acts.py _called": "the same",
    "interpretation/acts/terms.py _called": "the same",
    "process/acts/rounds.py title_of": "the same",
    "process/acts/seating.py name_of": "the same",
    "process/acts/taskforces.py ChangeTaskForce.gaps": "the same",
    "process/audience.py": "answers who reads what: the question that comes before every other",
    "process/seats.py": "from an account, a token or the command line to a seat: it is not yet known who asks",
    "process/models.py": "a seat by its id, and the process of an entry, as they stand; whoever asks has been asked before",
    "record/replay.py": "the host's own audit",
}
# Where the tables of the record itself are read by other than the reader's own shelf, and why that may be.
RECORD_READ = {
    "record/perform.py": "the way in, inside the lock",
    "record/checkpoints.py": "keeps checkpoints of the book that grows",
    "record/replay.py": "the host's own audit",
    "process/audience.py": "the reader's shelf itself",
    "process/seats.py": "which processes have begun, for the administrator's office, which sees no book",
    "cases/playing.py": "the host plays a case: names of rooms become ids",
    "live/": "reads under the books of whoever listens: live/tests and tests/noninterference",
    "site/commands/": "the host's own commands",
}
IN_SQL = {
    "record/appending.py": "an act's rows in one go",
    "record/models.py": "a row that is made, without putting the statement together every time",
    "record/standing.py": "the number of the table, and the triggers that keep it",
    "process/seats.py": "a question that every request asks",
    "accounts/sessions.py": "the same",
    "accounts/backends.py": "the same",
    "interpretation/reading.py first_reading": "what a seat reads first: not recorded",
    "consultation/reading.py read_marks": "the same",
    "live/following.py": "SQLite's own counter of versions",
    "site/commands/backup.py": "the host's own copy",
    "site/upkeep.py": "the version that a database keeps of itself",
}


def test_recorded_rows_are_read_by_somebody() -> None:
    models = {model.__name__ for model in recorded_models()}
    found = []
    for file, where, node in _attributes():
        if node.attr in ("_base_manager", "_default_manager"):
            found.append(f"{place(file)} {where}: {dotted(node)}")
        # `Row.objects` is followed by `seen_by(seat)`, or by `of(entry)` in an apply. (At runtime `Seen` sees to it, too.)
        if (
            node.attr == "objects"
            and dotted(node.value) in models & _ours(file)
            and _next(node) not in ("seen_by", "of", "as_manager")
        ):
            found.append(f"{place(file)} {where}: {dotted(node)}.{_next(node)}")
    assert used(found, READ_FOR_NOBODY) == []


def test_the_record_is_read_from_the_readers_shelf() -> None:
    tables = {"Entry", "Book", "Checkpoint", "Retry", "Register"}
    found = [
        f"{place(file)} {where}: {dotted(node)}"
        for file, where, node in _attributes()
        if node.attr == "objects" and dotted(node.value) in tables
    ]
    assert used(found, RECORD_READ) == []


def test_nobody_goes_around_the_tables_in_sql() -> None:
    found = [
        f"{place(file)} {where}: {dotted(node)}"
        for file, where, node in _attributes()
        if node.attr in ("cursor", "raw", "extra")
        and dotted(node.value).split(".")[-1] in ("connection", "objects", "")
        if not (node.attr == "raw" and "source" in place(file))
    ]
    assert used([each for each in found if "playing.py" not in each], IN_SQL) == []


@cache
def _ours(file: Path) -> frozenset[str]:
    """The names that a file has from the product itself: Django has a Session, too."""
    found = {n.name for n in ast.walk(tree(file)) if isinstance(n, ast.ClassDef)}
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("goodoffices"):
            found |= {alias.asname or alias.name for alias in node.names}
    return frozenset(found)


def _attributes() -> Iterator[tuple[Path, str, ast.Attribute]]:
    """Every attribute in the product, with the function or class it stands in."""
    for file in sources():
        whole = tree(file)
        for parent in ast.walk(whole):
            for child in ast.iter_child_nodes(parent):
                child.parent = parent  # type: ignore[attr-defined]
        for node in ast.walk(whole):
            if isinstance(node, ast.Attribute):
                yield file, _inside(node), node


def _inside(node: ast.AST) -> str:
    names = []
    while node := getattr(node, "parent", None):  # type: ignore[assignment]
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.append(node.name)
    return ".".join(reversed(names))


def _next(node: ast.AST) -> str:
    parent = getattr(node, "parent", None)
    return parent.attr if isinstance(parent, ast.Attribute) else ""


# Pages and the API read, and perform acts. What they write beside is not recorded, and nobody else's business.
WRITES = {
    "consultation/reading.py mark_read": "how far a seat has read",
    "interpretation/reading.py read_first": "what a seat reads first",
    "process/token_pages.py token_revocation": "a token of one's own seat",
    "site/views.py": "one's own language",
    "accounts/views.py": "one's own account",
}
WRITING = {
    "save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "make", "change",
}  # fmt: skip


def test_pages_and_the_api_write_nothing_but_acts() -> None:
    readers = [f for f in sources() if re.search(r"(views|api|reading|pages|context|middleware|_pages)\.py$", f.name)]
    found = []
    for file in readers:
        whole = tree(file)
        for parent in ast.walk(whole):
            for child in ast.iter_child_nodes(parent):
                child.parent = parent  # type: ignore[attr-defined]
        found += [
            f"{place(file)} {_inside(node)}: {dotted(node.func)}"
            for node in ast.walk(whole)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITING
            if not _of_a_plain_dict(node)
        ]
    assert used(found, WRITES) == []


def _of_a_plain_dict(node: ast.Call) -> bool:
    """`names.update(others)`: a dict or a set, one argument and no field."""
    return isinstance(node.func, ast.Attribute) and node.func.attr == "update" and bool(node.args) and not node.keywords


# What asks a clock or chance, and why it may. Acts, their checks and their rows ask `record/source.py`, which a test replaces.
CLOCK_OR_CHANCE = {
    "briefing/views.py": "when the reader said they had caught up: on no record",
    "briefing/waiting.py": "today in the host city, for the days ahead: they name what the record named before",
    "live/desk.py: timezone.now": "when a seat's last page was closed: on no record",
    "site/clock.py": "what is due by the clock",
    "site/commands/digest.py": "the same, for another clock",
    "record/source.py": "the one place from which acts draw",
    "process/templatetags/kept.py": "a mark that nobody who writes on a page can guess; it never leaves",
    "accounts/": "accounts are not recorded: secrets, and when something was made",
    "process/invitations.py": "invitations are not recorded",
    "process/invitation_pages.py": "until when an invitation holds",
    "process/token_pages.py": "when a token was revoked",
    "process/founding_pages.py": "keeps two foundings apart: the founder's place",
    "listening/pulse.py": "answers are not recorded: until when one may answer, by the source's clock",
    "cases/playing.py": "a case that lies in the future is not played",
    "live/": "streams are not recorded: beats, and when somebody last said that he writes",
    "site/config.py": "the host's secrets",
    "engines/settlement/solutions/search_state.py": "seeded: the same search every time",
    "engines/settlement/runtime/budget.py": "how long a search may go on; what it found is exact all the same, and says if it ended early",
}
ASKS = re.compile(
    r"^(datetime|dt)\.(datetime\.)?(now|utcnow|today)$|^date\.today$|^timezone\.now$|^time\.(time|monotonic|time_ns)$"
    r"|^(random|secrets|uuid)\.\w+$|^os\.(urandom|getrandom)$|^(fresh|token_bytes|token_urlsafe|uuid4|now|today)$|^Now$|\.loop\.time$"
)


def test_no_clock_and_no_chance_but_in_the_source() -> None:
    found = []
    for file in sources():
        for node in ast.walk(tree(file)):
            name = dotted(node) if isinstance(node, ast.Attribute) else ""
            called = dotted(node.func) if isinstance(node, ast.Call) else ""
            if ASKS.match(name) or (ASKS.match(called) and "." not in called):
                found.append(f"{place(file)}: {name or called}")
    acts = [each for each in found if re.match(rf"({'|'.join(OFFICES[1:])})/(acts|models|audience|reading)", each)]
    assert acts == [], "an act draws from its source"
    assert used(found, CLOCK_OR_CHANCE) == []


# What a process of the server keeps between two requests, and why it can tell nobody anything.
KEPT_BETWEEN_REQUESTS = {
    "record/acts.py": "kinds and their fields: the code itself",
    "process/beside.py": "which offices there are: the code itself, filled once when Django starts",
    "record/announce.py": "who wants to be told",
    "record/remembering.py": "small and bounded; the key holds all that the thing depends on",
    "record/standing.py": "under the number of the table, and by the books that are read: record/tests/test_standing.py",
    "record/models.py": "the shape of an insertion in SQL",
    "process/models.py": "while it stands: the rules in force, and what seats are called",
    "consultation/models.py": "while it stands: which rooms are closed, and the parties",
    "listening/guided.py": "while it stands: which rooms are guided",
    "listening/pulse.py": "while it stands: the sessions of the talks",
    "chairing/reading.py": "while it stands: where turns bind; by the books that are read and their heads: who has the floor",
    "interpretation/reading.py": "while it stands: the glossary, by the books that are read",
    "record/keys.py": "the host's key",
    "consultation/showing.py": "a statement's piece of the page: the same for all who may read it; a room's, by the books that are read",
    "consultation/reading.py": "by the books that are read and their heads: what is unread of them, the issues; who reads a room",
    "briefing/waiting.py": "by the books that are read, their heads, the seat and the language",
    "briefing/measures.py": "by the books that are read and their heads",
    "site/context.py": "while it stands: what sits now; by the books that are read and their heads: the rail",
    "accounts/sessions.py": "a session's own signed words → the same, read: no reader is given another's",
    "record/writing.py": "who waits for the turn",
    "live/presence.py": "when a seat last said that it writes in a room",
    "live/eager.py": "tasks under way",
    "live/desk.py": "the desk itself",
    "site/config.py": "the host's settings",
    "site/settings.py": "allauth counts failed tries in it",
    "site/commands/__init__.py": "the lock on the data folder",
    "site/templatetags/house.py": "what the plenary is called, in each language",
}


def test_nothing_is_kept_between_requests_unasked() -> None:
    """A cache keyed by what is shown and not by who looks tells one reader what another may see."""
    found = []
    for file in sources():
        if place(file).startswith("engines/"):
            continue
        whole = tree(file)
        for node in ast.walk(whole):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                names = [dotted(d.func if isinstance(d, ast.Call) else d) for d in node.decorator_list]
                found += [
                    f"{place(file)}: {node.name} is cached"
                    for n in names
                    if re.search(r"(^|\.)(lru_cache|cache|cache_page|while_it_stands|until_it_grows)$", n)
                ]
        for node in whole.body:
            value = getattr(node, "value", None)
            target = getattr(node, "target", None) or (getattr(node, "targets", None) or [None])[0]
            if (
                isinstance(node, (ast.Assign, ast.AnnAssign))
                and isinstance(target, ast.Name)
                and target.id.lstrip("_").islower()
            ):
                empty = (isinstance(value, ast.Dict) and not value.keys) or (
                    isinstance(value, ast.List) and not value.elts
                )
                made = isinstance(value, ast.Call) and re.search(
                    r"(dict|list|set|deque|Counter|WeakKeyDictionary)$", dotted(value.func)
                )
                if empty or made:
                    found.append(f"{place(file)}: {target.id} is filled while the server runs")
        found += [f"{place(file)}: {name} is set while the server runs" for name in _globals(whole)]
        if re.search(r"django\.core\.cache|cache_page|cached_db|Memory\(", file.read_text(encoding="utf-8")):
            found.append(f"{place(file)}: keeps things in a cache")
    assert used(found, KEPT_BETWEEN_REQUESTS) == []


def _globals(whole: ast.Module) -> Iterator[str]:
    for node in ast.walk(whole):
        if isinstance(node, ast.Global):
            yield from node.names


# ---- kinds -----------------------------------------------------------------------------------------------------------

FROZEN = Path(__file__).parent / "kinds.txt"


def kinds() -> list[str]:
    """Every kind and every field, a line each; a needed field is marked, for it can never be added later."""
    lines = []
    for kind, act in sorted(KINDS.items()):
        lines.append(kind)
        lines += [
            f"{kind} {name}{' needed' if field.is_required() else ''}"
            for name, field in sorted(act.model_fields.items())
        ]
    return lines


def test_kinds_are_frozen() -> None:
    """What has been recorded somewhere is read for ever: kinds and fields are added, never taken away."""
    if os.environ.get("GOODOFFICES_FREEZE"):
        FROZEN.write_text("\n".join(kinds()) + "\n", encoding="utf-8")
    frozen, now = FROZEN.read_text(encoding="utf-8").split("\n")[:-1], kinds()
    gone = [line for line in frozen if line not in now]
    assert gone == [], (
        "these kinds or fields are in somebody's record: bring them back, or retire the act and keep its apply"
    )
    added = [line for line in now if line not in frozen]
    needed = [line for line in added if line.endswith(" needed") and line.split(" ")[0] in frozen]
    assert needed == [], "a field that is added to a kind which is out may not be needed"
    assert added == [], "new; freeze them with GOODOFFICES_FREEZE=1 pytest tests/test_house_rules.py -k frozen"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_kind_is_documented_and_says_what_it_does(kind: str) -> None:
    act = KINDS[kind]
    assert act.__dict__.get("__doc__"), "an act begins with what it is, in a sentence"
    assert isinstance(act.says, Promise), "an act is put into words when it is read, in the reader's language"
    assert re.fullmatch(r"[a-z_]+\.[a-z_]+", kind)


def test_every_kind_is_put_into_words(stage: Any) -> None:  # noqa: F811
    """Each entry of a history in which every kind occurs, for each of its readers, without a gap left over."""
    from tests.noninterference.members import Setting
    from tests.noninterference.pairs import full_pair

    a, b = full_pair("noor", Setting(), without=()).worlds(stage)
    with a:
        told = Counter()
        for name in a.seats:
            seat = a.seat(name)
            for entry in Entry.objects.filter(book__in=seat.books()).select_related("book") if seat else []:
                words = worded(entry, seat)
                assert words and "%(" not in words, f"{entry.kind}: {words}"
                told[entry.kind] += 1
    stage.drop(a, b)
    assert set(KINDS) - set(told) == set(), "kinds that occur in no test history: tests/noninterference/deeds.py"


# ---- floors ----------------------------------------------------------------------------------------------------------


def test_floors_import_only_what_is_below() -> None:
    """The contracts stand in pyproject.toml; a new folder has to take a place there."""
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_checker_stands_alone() -> None:
    """Whoever keeps a copy keeps this file beside it: it runs with nothing of ours, and shares no code with the writer."""
    file = HOUSE / "engines/ledger/checker.py"
    names = set()
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "a relative import"
            names.add((node.module or "").split(".")[0])
    assert names - set(sys.stdlib_module_names) - {"__future__", "cryptography", "rfc8785"} == set()


# ---- templates -------------------------------------------------------------------------------------------------------

TEMPLATES = sorted(f for f in HOUSE.rglob("templates/**/*") if f.suffix in (".html", ".txt") and f.is_file())
GALLERY = {"site/templates/site/gallery.html"}  # the components, with sample text, for the eye alone
SAFE = {
    "accounts/templates/mfa/totp/activate_form.html": "a picture drawn here, of a secret drawn here",
    "accounts/templates/accounts/_fields.html": "Django's own lists of what a password needs",
}


def _template(file: Path) -> str:
    return re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", file.read_text(encoding="utf-8"), flags=re.S)


def pages() -> list[Path]:
    return [f for f in TEMPLATES if f.suffix == ".html" and place(f) not in GALLERY]


def test_templates_obey_no_markup_of_others_and_carry_no_code() -> None:
    found = []
    for file in pages():
        text = _template(file)
        found += [f"{place(file)}: {bad}" for bad in re.findall(r"\|\s*safe\b|\{%\s*autoescape off", text)]
        found += [
            f"{place(file)}: {bad} (the policy forbids it)"
            for bad in re.findall(r"<[a-z][^>]*?\s(style|on[a-z]+)=", text)
        ]
        found += [
            f"{place(file)}: a script in the page"
            for tag in re.findall(r"<script\b[^>]*>", text)
            if not _harmless_script(tag)
        ]
        found += [f"{place(file)}: <style>" for _ in re.findall(r"<style\b", text)]
    assert used(found, SAFE) == []


def _harmless_script(tag: str) -> bool:
    return " src=" in tag or 'type="application/json"' in tag


def test_a_template_takes_in_its_own_office_and_lower_floors_alone() -> None:
    """As Python does; only the page that stands around every page belongs to the top floor."""
    floor = {office: height for height, offices in enumerate(_floors()) for office in offices}
    offices = {name: place(file).split("/")[0] for file in TEMPLATES for name in [_name_of(file)]}
    found, taken = [], 0
    for file in TEMPLATES:
        own = place(file).split("/")[0]
        for name in re.findall(r"""\{%-?\s*(?:include|extends)\s+["']([^"']+)["']""", _template(file)):
            other = offices.get(name)
            taken += 1
            if other is None:
                get_template(name)  # allauth's own: it is there
            elif name != "base.html" and other != own and floor[other] <= floor[own]:
                found.append(f"{place(file)} takes in {name}")
    assert found == []
    assert taken > 100


def _floors() -> list[list[str]]:
    """The offices of each floor, from the top, as import-linter has them."""
    with (ROOT / "pyproject.toml").open("rb") as settings:
        contracts = tomllib.load(settings)["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    return [re.split(r"\s*[:|]\s*", layer) for layer in layers]


def _name_of(file: Path) -> str:
    return place(file).split("/templates/", 1)[1]


def test_every_form_that_sends_carries_its_token() -> None:
    found = []
    for file in pages():
        for form in re.findall(r"<form\b.*?</form>", _template(file), flags=re.S):
            opening = form[: form.index(">")]
            if 'method="post"' in opening and not re.search(r"csrf_token|\{% include", form):
                found.append(f"{place(file)}: {opening}>")
            if "hx-post" in opening and 'method="post"' not in opening:
                found.append(
                    f"{place(file)}: without scripts this form would put its words into the address: {opening}>"
                )
    assert found == []


# What stands in a template untranslated, and why.
UNTRANSLATED = {
    "wide": "a class",
    "third-party task-force": "a class",
    "third observer": "a class",
    "checker.py": "the name of a file",
}
PLAIN = {"site/templates/500.html"}  # shown when nothing works any more: no language can be asked for


def test_every_word_of_a_page_can_be_translated() -> None:
    found = []
    for file in pages():
        if place(file) in PLAIN:
            continue
        text = re.sub(r"\{% blocktrans(late)?\b.*?\{% endblocktrans(late)? %\}", " ", _template(file), flags=re.S)
        text = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.S)
        text = re.sub(r"<(script|style|code|pre|kbd)\b.*?</\1>|<!doctype.*?>|<!--.*?-->", " ", text, flags=re.S | re.I)
        shown = re.findall(
            r"\s(?:alt|title|placeholder|aria-label|aria-description|data-words|data-somebody)=[\"']([^\"']*)[\"']",
            text,
        )
        shown += re.sub(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", "\n", text).split("\n")
        found += [
            f"{place(file)}: {words.strip()}"
            for words in shown
            if re.search(r"[A-Za-z]{3,}", re.sub(r"&\w+;", "", words))
        ]
    assert [each for each in found if not any(each.endswith(f": {word}") for word in UNTRANSLATED)] == []


# What people write: whose direction the browser has to find out, word for word.
WRITTEN_BY_PEOPLE = re.compile(
    r"<(?P<tag>p|h1|h2|h3|div|span|b|td|dd|li|a|option|blockquote|textarea)\b(?P<attributes>(?:[^<>]|\{%[^%]*%\})*)>\s*"
    r"\{\{\s*(?P<what>[\w.]*\.(?:title|text|summary|words|name|position|interest|framework|outcome|venue|notice)\b)[^}]*\}\}"
)
DIRECTION_KNOWN = re.compile(r"(stance|status|solution|state|speech_act)_name|role|\.title$")


def test_what_people_wrote_finds_its_own_direction() -> None:
    """Arabic in an English page, English in an Arabic one: an element that holds a person's words has dir="auto" or is <bdi>."""
    found = []
    for file in pages():
        for match in WRITTEN_BY_PEOPLE.finditer(_template(file)):
            if 'dir="auto"' not in match["attributes"] and match["tag"] != "option":
                found.append(f"{place(file)}: {match[0]}")
    assert [each for each in found if not re.search(r"other\.title|who\.title|\.seat\.title|held\.title", each)] == []
