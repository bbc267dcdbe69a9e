"""An excuse reaches as far as it says, and no farther."""

from pathlib import Path

from tests.house_rules.excuses import RULES, all_excuses, excuses_in
from tests.house_rules.reading import HOUSE, Finding

CODE = '''"""A module."""

# house: sql: all of this file
import os

value = os.getcwd()  # house: writes: one line


# house: record read: a whole function
@decorated
def first():
    one = 1
    # house: clock or chance: this block
    with open("x") as file:
        file.read()
    return one


def second(): ...
'''


def reach(text: str, name: str = "some.py") -> dict[str, tuple[int, int]]:
    return {each.rule: (each.first, each.last) for each in excuses_in(HOUSE / name, text)}


def test_an_excuse_reaches_through_the_statement_that_it_stands_at() -> None:
    assert reach(CODE) == {"sql": (1, 19), "writes": (6, 6), "record read": (10, 16), "clock or chance": (14, 15)}


def test_in_an_init_it_reaches_through_the_folder_and_nowhere_else() -> None:
    (excuse,) = excuses_in(HOUSE / "live/__init__.py", '"""Live."""\n\n# house: sql: all of it\n')
    assert excuse.covers(Finding(HOUSE / "live/hub.py", 40, "cursor"))
    assert not excuse.covers(Finding(HOUSE / "record/perform.py", 40, "cursor"))


def test_in_a_template_it_reaches_one_line_further() -> None:
    text = "<p>\n<b>\n{# house: markup: a picture drawn here #}\n{{ picture|safe }}\n"
    assert reach(text, "some.html") == {"markup": (3, 4)}
    assert reach("{{ picture|safe }}{# house: markup: drawn here #}\n<p>\n", "some.html") == {"markup": (1, 3)}


def test_an_excuse_that_nothing_needs_fails(monkeypatch) -> None:
    from tests.house_rules import excuses

    file = HOUSE / "some.py"
    monkeypatch.setattr(excuses, "all_excuses", lambda: excuses_in(file, CODE))
    needed, other = Finding(file, 6, "save"), Finding(file, 12, "save")
    assert excuses.unexcused("writes", [needed]) == []
    assert excuses.unexcused("writes", [needed, other]) == ["some.py:12: save"]
    assert excuses.unexcused("writes", []) == ["some.py:6: writes: one line (no longer needed)"]


def test_every_excuse_names_a_rule() -> None:
    assert [str(each) for each in all_excuses() if each.rule not in RULES] == []
    assert len(all_excuses()) > 20


def test_no_comment_is_nearly_an_excuse() -> None:
    """One that is spelled otherwise would excuse nothing, and say that it does."""
    files: list[Path] = [f for f in HOUSE.rglob("*.py") if "migrations" not in f.parts]
    marks = sum(f.read_text(encoding="utf-8").count("# house:") for f in files)
    assert marks == len([each for each in all_excuses() if each.file.suffix == ".py"])
