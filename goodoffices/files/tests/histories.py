"""Files, for the two-world test. An upload is laid where it waits, as if it had been examined: no child process runs here."""

from typing import Any

from hypothesis import strategies as st

from goodoffices.files.tests.samples import laid
from tests.noninterference.deeds import Deed, Row
from tests.noninterference.members import PLENARY, Audience, Setting
from tests.noninterference.strategies import SPEAKERS, TEXTS, fixed, in_room, row_in, texts, titles
from tests.noninterference.worlds import NotThere, World, or_unplayable


def deeds(setting: Setting) -> dict[str, Any]:
    languages = {"language": st.sampled_from(("en", "ar"))}
    return {
        "files.attach": in_room(
            "files.attach",
            fixed(lambda a: {"about": row_in("consultation.Statement", a), "title": titles, "holds": texts}, languages),
        ),
        "files.supersede": in_room(
            "files.supersede", fixed(lambda a: {"file": _own_in(a), "holds": texts}, {"title": titles})
        ),
        "files.withdraw": in_room("files.withdraw", fixed(lambda a: {"file": _own_in(a)})),
    }


def _own_in(audience: Audience) -> Any:
    return st.builds(Row, st.just("files.File"), st.just(audience), st.integers(0, 3), st.just(True))


def _played(field: str) -> Any:
    """An upload with these words, and then the act that names it."""

    def play(world: World, deed: Deed, way: int) -> str:
        seat = world.seat(deed.by)
        if seat is None:
            raise NotThere
        book = or_unplayable(world.book(deed.told[0]))
        data = {name: value for name, value in deed.data.items() if name != "holds"}
        token = laid(seat.id, book.id, deed.data["holds"], str(book.head))
        return world.perform(deed.by, deed.kind, {**data, field: token}, deed.key)

    return play


PLAYED = {"files.attach": _played("file"), "files.supersede": _played("new_file")}


def history(setting: Setting) -> list[Deed]:
    def attach(by: str, where: Audience, about: Any, holds: str, **more: Any) -> Deed:
        data = {"about": about, "title": f"Paper of {by}", "holds": holds, **more}
        return Deed(by, "files.attach", (where,), data)

    def said(where: Audience, at: int = 0) -> Row:
        return Row("consultation.Statement", where, at)

    def on(by: str, kind: str, where: Audience, at: int = 0, **more: Any) -> Deed:
        return Deed(by, kind, (where,), {"file": Row("files.File", where, at), **more})

    found = [
        attach("lena", PLENARY, Row("agenda.Solution", PLENARY, 0), TEXTS[0], language="en"),
        attach("idris", PLENARY, said(PLENARY, 1), TEXTS[2], original_of=Row("files.File", PLENARY, 0)),
        on("lena", "files.supersede", PLENARY, 0, holds=TEXTS[1]),
        on("idris", "files.withdraw", PLENARY, 1),
    ]
    for where, speakers in SPEAKERS.items():
        if where == PLENARY or where[0] == "public":
            continue
        found += [
            attach(speakers[0], where, said(where), TEXTS[3]),
            on(speakers[0], "files.supersede", where, 0, holds=TEXTS[4], title="Again"),
            on(speakers[0], "files.withdraw", where, 1),
            attach(speakers[-1], where, said(where), TEXTS[0]),
        ]
    return found
