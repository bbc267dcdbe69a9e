"""From paths to a case: what each file is, and which profiles belong to the case."""

from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from goodoffices.engines.settlement.formats.profiles import Profile, Template, alike, assemble, settled
from goodoffices.engines.settlement.formats.source import Source
from goodoffices.engines.settlement.model import Case, Unusable

#: A whole case in one file, a domain, one party's profile, or nothing of ours.
Found: TypeAlias = Case | Template | Profile | None

ENDINGS = (".xml", ".json", ".yml", ".yaml", ".txt", ".csv", ".tsv", ".xlsx")
MOST_FILES = 2_000


def read(paths: Sequence[Path]) -> Case:
    """The case in these files: a table, a folder, or a domain and its parties' profiles in the order they are named.

    A folder may hold several sets of profiles. If its domain file says which are whose, these are read; otherwise all of
    them, each a party. Of more than two, nameless ones that value everything alike are variants of one party: then the
    sentence says to choose.
    Raises `Unusable`.
    """
    if not paths:
        raise Unusable("Name a file or a folder with a case.")
    if len(paths) == 1:
        if paths[0].is_dir():
            return _several(_folder(paths[0]))
        found = _found(Source.of(paths[0]))
        if isinstance(found, Template):
            return _with_neighbours(found)
        return _two_at_least(_whole([found], paths))
    folders = [path for path in paths if path.is_dir()]
    if folders:
        raise Unusable(f"{folders[0]} is a folder; name it alone, or name files.")
    return _two_at_least(_whole([_found(Source.of(path)) for path in paths], paths))


def _whole(found: list[Found], paths: Sequence[Path]) -> Case:
    """The case that these files make together, all of them named by somebody."""
    for path, each in zip(paths, found, strict=True):
        if each is None:
            raise Unusable(f"{path.name}: this is none of the formats that are read: {_formats()}.")
    tables = [each for each in found if isinstance(each, Case)]
    templates = [each for each in found if isinstance(each, Template)]
    profiles = [each for each in found if isinstance(each, Profile)]
    if tables:
        if len(found) > 1:
            raise Unusable("A table holds a whole case; name it alone.")
        return tables[0]
    if len(templates) > 1:
        raise Unusable(f"{templates[0].source.name} and {templates[1].source.name} are two domains; name one.")
    if not profiles:
        raise Unusable(f"{paths[0].name} is a domain; name its parties' profiles after it.")
    if len(profiles) == 1:
        raise Unusable(f"{profiles[0].source.name} is one party's profile; name the other parties' profiles as well.")
    for at, profile in enumerate(profiles):
        if any(profile.source.path == other.source.path for other in profiles[:at]):
            raise Unusable(f"{profile.source.name} is named twice.")
    return assemble(templates[0] if templates else None, profiles)


def _folder(folder: Path) -> list[Found]:
    try:
        files = sorted(
            path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "_", "~$"))
        )
        inside = sorted(path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError as problem:
        raise Unusable(f"{folder} cannot be read: {problem.strerror}.") from None
    files = [path for path in files if path.suffix.lower() in ENDINGS]
    if len(files) > MOST_FILES:
        raise Unusable(f"{folder} holds more than {MOST_FILES} files; name those of the case.")
    found = [each for each in (_found(Source.of(path)) for path in files) if each is not None]
    if not found:
        more = f" Its folders may: {', '.join(inside[:5])}." if inside else ""
        raise Unusable(f"{folder} holds no case in a format that is read: {_formats()}.{more}")
    return list(found)


def _several(found: list[Found]) -> Case:
    """The one case in a folder."""
    tables = [each for each in found if isinstance(each, Case)]
    templates = [each for each in found if isinstance(each, Template)]
    profiles = [each for each in found if isinstance(each, Profile)]
    if len(tables) + bool(templates or profiles) > 1:
        names = [each.name for each in tables] + [each.source.name for each in templates]
        raise Unusable(f"This folder holds more than one case ({', '.join(names)}); name the files of one.")
    if tables:
        return _two_at_least(tables[0])
    domains = [each for each in templates if each.issues]
    if len(domains) > 1:
        names = [each.source.name for each in domains]
        raise Unusable(f"This folder holds more than one domain ({', '.join(names)}); name one with its profiles.")
    template = _with_parties(domains[0] if domains else None, [each for each in templates if not each.issues])
    return _two_at_least(_chosen(template, profiles))


def _with_parties(domain: Template | None, lists: list[Template]) -> Template | None:
    """A list of parties apart from the domain (a scorable game's configuration), laid over it."""
    if not lists:
        return domain
    return Template(
        domain.name if domain else lists[0].name, domain.issues if domain else {}, lists[0].source, lists[0].parties
    )


def _chosen(template: Template | None, profiles: list[Profile]) -> Case:
    named = [each for each in profiles if template and each.source.name in template.parties]
    if template and len(named) >= 2 and len(named) == len(template.parties):
        order = list(template.parties)
        named.sort(key=lambda each: order.index(each.source.name))
        return assemble(template, named)
    if template and not template.issues:
        template = None  # a list of parties that does not fit the files
    if not profiles:
        where = template.source.name if template else "This folder"
        raise Unusable(
            f"{where} comes without the parties' profiles: nothing says what the options are worth to anybody."
        )
    twins = alike(settled(template or profiles[0].domain, profiles)) if len(profiles) > 2 else None
    if twins:
        names = ", ".join(each.source.name for each in profiles)
        raise Unusable(
            f"{twins[0].source.name} and {twins[1].source.name} value everything alike: variants of one party, not two. Name "
            f"the domain and one profile a party: {names}."
        )
    return assemble(template, profiles)


def _with_neighbours(template: Template) -> Case:
    """A domain named alone: its profiles are those in the same folder."""
    found = _folder(template.source.path.absolute().parent)
    ending = template.source.path.suffix
    profiles = [each for each in found if isinstance(each, Profile) and each.source.path.suffix == ending]
    return _two_at_least(_chosen(template, profiles))


def _two_at_least(case: Case) -> Case:
    if len(case.mandates) < 2:
        raise Unusable(
            f"Only {case.parties[0]} says what the options are worth; a settlement needs two parties or more."
        )
    return case


def _found(source: Source) -> Found:
    """What this file is, by its content."""
    head = source.content[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").replace(b"\0", b"")
    if head.startswith(b"PK"):
        from goodoffices.engines.settlement.formats import xlsx_file

        return xlsx_file.read(source)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise source.refusal("this is a workbook of an old kind (XLS). Save it as XLSX or CSV.")
    if head.startswith(b"<"):
        from goodoffices.engines.settlement.formats import genius

        return genius.recognise(source)
    if not source.content.strip():
        raise source.refusal("there is nothing in it.")
    if head.startswith((b"{", b"[")):
        return _json(source)
    return _text(source)


def _json(source: Source) -> Found:
    from goodoffices.engines.settlement.formats import geniusweb, json_tree, negmas, negolog

    value = json_tree.parse(source)
    for recognise in (geniusweb.recognise, negolog.recognise, negmas.recognise):
        found = recognise(source, value)
        if found is not None:
            return found
    return None


def _text(source: Source) -> Found:
    from goodoffices.engines.settlement.formats import csv_file, scorable

    if source.path.suffix.lower() in (".yml", ".yaml"):
        return _yaml(source)
    if csv_file.recognise(source) or source.path.suffix.lower() in (".csv", ".tsv"):
        return csv_file.read(source)
    if source.name == scorable.CONFIG:
        return scorable.parties(source)
    scores = scorable.recognise(source)
    if scores is None and source.path.suffix.lower() not in (".txt", ".md", ""):
        return _yaml(source)
    return scores


def _yaml(source: Source) -> Found:
    from goodoffices.engines.settlement.formats import negmas

    return negmas.recognise(source, negmas.parse(source))


def _formats() -> str:
    return "Genius XML, GeniusWeb and NegoLog JSON, NegMAS YAML, scorable games, CSV, XLSX"
