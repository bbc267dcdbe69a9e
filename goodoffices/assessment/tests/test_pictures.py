"""Pictures of influences and of futures: nothing lies over anything else, nothing is left out, and all of it is mirrored."""

import itertools
import math

import pytest

from goodoffices.assessment import lettering, tableaux
from goodoffices.assessment.pictures import RADIUS, Bearing, graph

EVERY = (2, 3, 6, 15, 64, 100)


def bearings(count):
    pairs = itertools.islice(itertools.permutations(range(count), 2), 300)
    return [Bearing(a, b, ("promotes", "restrains", "both")[(a + b) % 3], 1 + b % 3) for a, b in pairs]


@pytest.mark.parametrize("count", EVERY)
def test_no_node_lies_over_another_and_all_stand_within(count):
    drawn = graph([f"Descriptor {n}" for n in range(count)], [])
    for a, b in itertools.combinations(drawn.nodes, 2):
        assert math.hypot(a.x - b.x, a.y - b.y) > 2 * RADIUS + 4
    for node in drawn.nodes:
        assert RADIUS < node.x < drawn.width - RADIUS and RADIUS < node.y < drawn.height - RADIUS


@pytest.mark.parametrize("count", EVERY)
@pytest.mark.parametrize("name", ["Oil", "The price of crude oil on the world market " * 6, "x" * 300, "名" * 300])
def test_no_name_lies_over_another_or_leaves_the_picture(count, name):
    drawn = graph([name] * count, [])
    for side in ("start", "end"):
        rows = sorted(y for node in drawn.nodes if node.anchor == side for y, _line in node.lines)
        assert all(b - a >= lettering.LINE - 0.2 for a, b in itertools.pairwise(rows))
        assert not rows or (rows[0] > 10 and rows[-1] < drawn.height)
    for node in drawn.nodes:
        wide = max(lettering.width(line) for _y, line in node.lines)
        assert (node.edge + wide <= drawn.width) if node.anchor == "start" else (node.edge >= wide)
        assert abs(node.edge - drawn.width / 2) > abs(node.x - drawn.width / 2) + RADIUS


@pytest.mark.parametrize("count", [2, 3, 15])
def test_every_arrow_is_drawn_from_edge_to_edge(count):
    given = bearings(count)
    drawn = graph([f"D{n}" for n in range(count)], given)
    assert [each.bearing for each in drawn.arrows] == given
    for arrow in drawn.arrows:
        source, target = drawn.nodes[arrow.bearing.source], drawn.nodes[arrow.bearing.target]
        begin = [float(each) for each in arrow.path[1:].split(" ")[0].split(",")]
        point = [float(each) for each in arrow.head.split(" ")[0].split(",")]
        assert math.hypot(begin[0] - source.x, begin[1] - source.y) == pytest.approx(RADIUS, abs=0.3)
        assert math.hypot(point[0] - target.x, point[1] - target.y) == pytest.approx(RADIUS + 1, abs=0.3)


def test_there_and_back_lie_apart():
    there, back = graph(["A", "B"], [Bearing(0, 1, "promotes", 3), Bearing(1, 0, "promotes", 1)]).arrows
    assert there.path.split(" ")[1] != back.path.split(" ")[1] and there.width > back.width


def test_from_right_to_left_the_graph_is_mirrored():
    names = [f"D{n}" for n in range(7)]
    plain, mirrored = graph(names, bearings(7)), graph(names, bearings(7), mirrored=True)
    for a, b in zip(plain.nodes, mirrored.nodes, strict=True):
        assert (a.x + b.x, a.y) == (pytest.approx(plain.width, abs=0.2), b.y)
    first, other = plain.arrows[0].head.split(" ")[0].split(","), mirrored.arrows[0].head.split(" ")[0].split(",")
    assert float(first[0]) + float(other[0]) == pytest.approx(plain.width, abs=0.3) and first[1] == other[1]


DESCRIPTORS = [
    {"name": "Oil", "variants": ["dear", "cheap"]},
    {"name": "Peace", "variants": ["holds", "breaks", "rests"]},
]
FUTURES = [{"variants": [1, 1]}, {"variants": [1, 2]}, {"variants": [2, 2], "against": [[1, "-1"]]}]


def test_neighbours_that_agree_share_a_cell():
    oil, peace = tableaux.rows(DESCRIPTORS, FUTURES)
    assert [(each.first, each.many, each.name) for each in oil.groups] == [(0, 2, "dear"), (2, 1, "cheap")]
    assert [(each.many, each.opposed) for each in peace.groups] == [(1, False), (1, False), (1, True)]


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("word", ["dear", "a long way to say that it is dear " * 5, "x" * 300])
def test_no_cell_lies_over_another_and_no_word_leaves_its_cell(mirrored, word):
    descriptors = [{**each, "name": word, "variants": [f"{word}{v}" for v in each["variants"]]} for each in DESCRIPTORS]
    drawn = tableaux.draw(tableaux.rows(descriptors, FUTURES), 1, 3, mirrored)
    for a, b in itertools.combinations(drawn.boxes, 2):
        assert a.x + a.width <= b.x or b.x + b.width <= a.x or a.y + a.height <= b.y or b.y + b.height <= a.y
    for box in drawn.boxes:
        assert box.x >= 0 and box.x + box.width <= drawn.width + 0.1 and box.y + box.height <= drawn.height
        assert "".join(line for _x, _y, line in box.lines).replace(" ", "") == box.group.name.replace(" ", "")
        assert all(lettering.width(line) <= box.width for _x, _y, line in box.lines)
        assert all(box.y < y <= box.y + box.height for _x, y, _line in box.lines)


def test_from_right_to_left_the_tableau_is_mirrored():
    rows = tableaux.rows(DESCRIPTORS, FUTURES)
    plain, mirrored = tableaux.draw(rows, 1, 3), tableaux.draw(rows, 1, 3, mirrored=True)
    for a, b in zip(plain.boxes, mirrored.boxes, strict=True):
        assert a.x + a.width + b.x == pytest.approx(plain.width)
    assert (plain.edge, plain.anchor, mirrored.edge, mirrored.anchor) == (0, "start", plain.width, "end")
    assert [number for _x, number in mirrored.heads] == [1, 2, 3] and mirrored.heads[0] > mirrored.heads[1]
