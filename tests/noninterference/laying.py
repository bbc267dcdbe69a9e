"""The table as it is laid before a history begins, and the stage from which worlds come."""

import shutil
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.db import connections

from goodoffices.cases.playing import OnItsDay
from goodoffices.process.acts import Founder, FoundProcess
from goodoffices.record.models import Entry
from goodoffices.record.perform import found
from goodoffices.record.source import drawing_from
from tests.cast import River
from tests.noninterference.deeds import Room, Who
from tests.noninterference.members import MEMBERS, PLENARY, THIRD, Audience, Setting
from tests.noninterference.worlds import Clocks, World, data_beside


def lay(world: World, setting: Setting, early: tuple[str, str] = ("", "")) -> None:
    """The river case, its cast, ground rules as set, two task forces, a sidebar, and something said in every room.

    `early` is a kind of room and a word, which is put into whatever was said there before its late reader was admitted:
    Olga to the plenary, Idris to a task force. With the word "otherwise" other kinds of things were said there, and more
    slowly: as many entries, at other times.
    """

    def at_first(kind: str) -> str:
        return early[1] if kind == early[0] else "at first"

    def before(kind: str) -> AbstractContextManager[Any]:
        """The clock for what was said there before the late reader came: four months ago."""
        return drawing_from(Clocks("two worlds", 120, early[1] == "otherwise")) if kind == early[0] else nullcontext()

    def long_before(kind: str) -> AbstractContextManager[Any]:
        """The clock for what a late reader is shown all the same, such as who was seated: it goes alike in every world."""
        return drawing_from(Clocks("two worlds", 400)) if kind == early[0] else nullcontext()

    # The case brings its own days: in a world with a late reader they are years ago.
    years_ago = patch.object(OnItsDay, "now", lambda self, place: f"2023{self.at[4:]}")
    with years_ago if early[0] == "plenary" else nullcontext():
        river = River.played()
    world.process = river.process
    world.seats = dict(river.outcome.cast)
    entry = found(FoundProcess(title="Another matter", mediator="Mediator"), Founder("another matter"))
    world.elsewhere, world.seats["noor"] = entry.facts["id"], entry.facts["mediator"]

    def do(by: str, kind: str, **data: Any) -> Entry:
        return world.do(by, kind, data)

    with before("plenary"):
        water, fish, asked, dam, terms = _said_at_first(world, at_first("plenary"))
    for name, by, role, party in (
        ("nils", "lena", "delegate", "north"),
        ("salma", "idris", "adviser", "south"),
        ("petra", "idris", "delegate", "south"),
        ("sara", "amara", "secretariat", None),
        ("olga", "amara", "observer", None),
    ):
        world.seats[name] = do(
            by, "process.admit_seat", role=role, name=name.title(), **({"party": party} if party else {})
        ).id
    rules = do(
        "amara",
        "process.propose_ground_rules",
        attribution=setting.attribution,
        chatham_house=setting.chatham_house,
        observers=setting.observers,
        sidebars=True,
    )
    for head in ("lena", "idris"):
        do(head, "process.accept_ground_rules", rules=rules.id)
    do("idris", "process.remove_seat", seat=Who("petra"))

    for name in MEMBERS:
        if name != "nobody":
            world.account(name)

    # What came later about what was before.
    do("amara", "agenda.set_status", issue=water.id, status="under_discussion")
    do(
        "idris",
        "consultation.make_statement",
        room=Room(PLENARY),
        text="In answer, see Plenary 12.",
        answers=asked.id,
        issues=[fish.id],
    )
    do("idris", "agenda.support_solution", solution=dam.id)
    do("salma", "agenda.table_solution", issue=fish.id, title="A ladder")
    if terms:
        do("lena", "interpretation.accept_term", term=terms[0].id)
        do("idris", "interpretation.state_usage", term=terms[1].id, usage="As we say it.")
        do("amara", "interpretation.settle_term", term=terms[1].id, status="avoided", words="For now.")
        do("idris", "agenda.raise_issue", title="Gauges")
    do("amara", "process.frame_round", title="Round one", items=["Water"])

    do("amara", "process.set_up_task_force", task_force="water", name="Water", members=[Who("lena"), Who("salma")])
    with long_before("task_force"):
        do("amara", "process.set_up_task_force", task_force="maps", name="Maps", members=[Who("amara"), Who("nils")])
    maps: Audience = ("task_force", "maps")
    word = at_first("task_force")
    with before("task_force"):
        scale = do("nils", "agenda.raise_issue", title=f"Scale, {word}", book=Room(maps))
        asked = do(
            "nils",
            "consultation.make_statement",
            room=Room(maps),
            text=f"One to ten thousand, {word}.",
            issues=[scale.id],
        )
        if word != "at first":
            of_maps = _term(world, "nils", maps, word)
            _one_more(world, "nils", maps, word)
    do("amara", "process.change_task_force", task_force="maps", welcome=[Who("idris")])
    do("amara", "consultation.make_statement", room=Room(maps), text="Why?", answers=asked.id, issues=[scale.id])
    do("nils", "agenda.set_status", issue=scale.id, status="tense")
    do("nils", "agenda.raise_issue", title="Contours", book=Room(maps))
    if word != "at first":
        do("nils", "interpretation.settle_term", term=of_maps.id, status="avoided", words="For now.")

    do(
        "amara",
        "process.set_up_commission",
        commission="joint",
        name="Joint commission",
        members=[Who("lena"), Who("idris"), Who("sara")],
        co_chairs=[Who("lena"), Who("idris")],
        rapporteur=Who("sara"),
    )
    do("lena", "process.open_sidebar", members=[Who("idris")], name="Quiet", words="Between heads.")

    for by, audience in (
        ("lena", ("caucus", "north")),
        ("idris", ("caucus", "south")),
        ("lena", ("delegation", "north")),
        ("idris", ("delegation", "south")),
        ("amara", THIRD),
        ("lena", ("task_force", "water")),
        ("idris", ("commission", "joint")),
        ("idris", ("sidebar", "Quiet")),
    ):
        issue = do(by, "agenda.raise_issue", title=f"Among us: {' '.join(audience)}", book=Room(audience))
        do(by, "consultation.make_statement", room=Room(audience), text="Only for us.", issues=[issue.id, water.id])
        do(by, "agenda.table_solution", issue=issue.id, title="Between us", book=Room(audience))
    for by in ("lena", "idris"):
        do(by, "agenda.state_position", issue=water.id, position=f"What {by} wants", interest="And why.")


def _said_at_first(world: World, word: str) -> tuple[Entry, Entry, Entry, Entry, list[Entry]]:
    """What the plenary says before Olga is there: two issues, a question, a solution; where she comes late, two terms."""

    def do(by: str, kind: str, **data: Any) -> Entry:
        return world.do(by, kind, data)

    water, fish = (
        do("amara", "agenda.raise_issue", title=f"{title}, {word}", summary=f"As it came up {word}.")
        for title in ("Water", "Fish")
    )
    asked = do(
        "amara",
        "consultation.make_statement",
        room=Room(PLENARY),
        text=f"Before we are all here: {word}.",
        issues=[water.id],
    )
    dam = do("lena", "agenda.table_solution", issue=water.id, title=f"A lower dam, {word}", text=f"In steps, {word}.")
    do("idris", "agenda.reserve_solution", solution=dam.id, words=word)
    do("idris", "agenda.put_position", issue=water.id, position=f"Not {word}.")
    struck = do("lena", "consultation.make_statement", room=Room(PLENARY), text=f"I was wrong {word}.")
    do("lena", "consultation.strike_statement", statement=struck.id, words=f"Said {word}.")
    terms: list[Entry] = []
    if word != "at first":
        terms = [_term(world, "amara", PLENARY, f"{word}, {each}") for each in ("weir", "sluice")]
        _one_more(world, "amara", PLENARY, word)
    return water, fish, asked, dam, terms


def _term(world: World, by: str, audience: Audience, word: str) -> Entry:
    return world.do(by, "interpretation.propose_term", {"called": {"en": f"A term {word}"}, "book": Room(audience)})


def _one_more(world: World, by: str, audience: Audience, word: str) -> None:
    """One further entry: of another kind in either world, so that what is counted by kind differs."""
    if word == "otherwise":
        world.do(by, "agenda.raise_issue", {"title": "Otherwise", "book": Room(audience)})
    else:
        world.do(by, "consultation.make_statement", {"room": Room(audience), "text": "As before."})


@dataclass(repr=False)
class Stage:
    """Where worlds come from: a table laid once for each setting, copied for each world."""

    template: Path
    folder: Path
    _laid: dict[tuple[Setting, tuple[str, str]], World] = field(default_factory=dict)
    _kept: dict[Any, World] = field(default_factory=dict)
    _count: int = 0

    def __repr__(self) -> str:
        return "Stage()"

    def world(self, setting: Setting, early: tuple[str, str] = ("", "")) -> World:
        laid = self._laid.get((setting, early))
        if laid is None:
            laid = self._laid[setting, early] = World(self._copy(self.template))
            with laid:
                lay(laid, setting, early)
                connections["default"].cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            laid.close()
        return World(self._copy(laid.path), laid.process, laid.elsewhere, dict(laid.seats))

    def once(self, what: Hashable, play: Callable[[], World]) -> World:
        """A world in which something long has been played; of the same thing, from then on, a copy."""
        if what not in self._kept:
            self._kept[what] = play()
            with self._kept[what]:
                connections["default"].cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._kept[what].close()
        kept = self._kept[what]
        return kept.copied_to(self._copy(kept.path))

    def anew(self) -> "Stage":
        """Another, on which nothing has been laid yet."""
        folder = self.folder / f"anew-{self._count}"
        self._count += 1
        folder.mkdir()
        return Stage(self.template, folder)

    def _copy(self, path: Path) -> Path:
        self._count += 1
        copied = Path(shutil.copy(path, self.folder / f"world-{self._count}.sqlite3"))
        if data_beside(path).exists():
            shutil.copytree(data_beside(path), data_beside(copied), symlinks=True)
        return copied

    def drop(self, *worlds: World) -> None:
        for world in worlds:
            world.close()
            shutil.rmtree(data_beside(world.path), ignore_errors=True)
            for file in self.folder.glob(f"{world.path.name}*"):
                file.unlink()
