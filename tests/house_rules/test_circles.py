"""No module imports itself by way of others, not even inside a function or for its types alone."""

from collections.abc import Iterable, Iterator, Mapping

import grimp
import pytest

Imports = Mapping[str, Iterable[str]]


def test_no_module_leads_back_to_itself() -> None:
    """The contracts in pyproject.toml order offices and the rooms of engines; this is about every module."""
    graph = grimp.build_graph("goodoffices", cache_dir=None)
    ours = sorted(name for name in graph.modules if ".tests" not in name and ".migrations" not in name)
    assert len(ours) > 300
    imports = {name: sorted(graph.find_modules_directly_imported_by(name)) for name in ours}
    lines = [_line_of(graph, circle) for circle in circles(imports)]
    assert lines == [], "an idea that two files need belongs into a third, below both"


def _line_of(graph: grimp.ImportGraph, circle: list[str]) -> str:
    """The circle as a sentence, with the line of each import."""
    steps = []
    for importer, imported in zip(circle, [*circle[1:], circle[0]], strict=True):
        (detail, *_more) = graph.get_import_details(importer=importer, imported=imported)
        steps.append(f"{importer}:{detail['line_number']} imports {imported}")
    return "; ".join(steps)


def circles(imports: Imports) -> Iterator[list[str]]:
    """A shortest circle for each set of modules that all lead to each other."""
    seen: set[str] = set()
    for name in imports:
        if name not in seen and (circle := _way_back(name, imports)):
            seen |= set(circle)
            yield circle


def _way_back(start: str, imports: Imports) -> list[str]:
    """The shortest way from a module to itself, the module first; empty if there is none."""
    came_from: dict[str, str] = {}
    waiting = [start]
    for name in waiting:
        for other in imports.get(name, ()):
            if other == start:
                way = [name]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return way[::-1]
            if other not in came_from:
                came_from[other] = name
                waiting.append(other)
    return []


@pytest.mark.parametrize(
    ("imports", "expected"),
    [
        ({"a": ["b"], "b": ["c"], "c": []}, []),
        ({"a": ["b", "c"], "b": ["c"], "c": []}, []),
        ({"a": ["b"], "b": ["a"]}, [["a", "b"]]),
        ({"a": ["a"]}, [["a"]]),
        ({"a": ["b"], "b": ["c"], "c": ["d", "b"], "d": ["a"]}, [["a", "b", "c", "d"]]),
        ({"a": ["b"], "b": ["a"], "c": ["d"], "d": ["c"]}, [["a", "b"], ["c", "d"]]),
    ],
)
def test_a_circle_is_found_and_named(imports: Imports, expected: list[list[str]]) -> None:
    assert list(circles(imports)) == expected
