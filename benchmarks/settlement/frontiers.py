"""Rows about the frontier."""

from collections.abc import Mapping

from benchmarks.settlement.instances import case, draw, entangled
from benchmarks.settlement.measuring import Beside, Row
from goodoffices.engines.settlement.frontier import Budget, Frontier, frontier

GIB = 1 << 30


def told(found: Frontier) -> str:
    return f"{found.points:,} points, {found.packages:,} packages, {found.status.value}"


def row(
    name: str,
    title: str,
    at_most: float,
    shape: tuple[int, int, int, str],
    *,
    peers: Mapping[str, float | None] | None = None,
    bytes_at_most: int | None = None,
    again: int = 1,
) -> Row:
    beside = Beside(shape, peers, lambda found: [found.points, found.packages]) if peers else None
    return Row(
        name, title, at_most, lambda seed: case(draw(*shape, seed)), frontier, told, beside, bytes_at_most, again
    )


def knotted(name: str, title: str, at_most: float, shape: tuple[int, int, int, str], dependencies: int) -> Row:
    """Cut off after twenty seconds: some knots are never untied."""
    return Row(
        name, title, at_most, lambda seed: entangled(*shape, dependencies, seed),
        lambda given: frontier(given, budget=Budget(seconds=20)), told,
    )  # fmt: skip


ROWS = [
    row("2x7x10", "2 parties, 7×10, adv_int", 0.0003, (2, 7, 10, "adv_int"), peers={"negmas": 1e5}, again=20),
    row(
        "2x40x5",
        "2 parties, 40×5, adv_int",
        0.0003,
        (2, 40, 5, "adv_int"),
        peers={"mobanos": 1e4, "pareto-dp": 80},
        again=20,
    ),
    row(
        "2x500x10",
        "2 parties, 500×10, adv_float, exact doubles",
        3,
        (2, 500, 10, "adv_float"),
        bytes_at_most=GIB,
    ),
    row("3x20x5", "3 parties, 20×5, adv_int", 0.05, (3, 20, 5, "adv_int"), peers={"pareto-dp": 70}, again=5),
    row("3x40x5", "3 parties, 40×5, adv_int", 1, (3, 40, 5, "adv_int"), peers={"pareto-dp": 150}),
    row("4x40x5", "4 parties, 40×5, w100s100, two cores", 20, (4, 40, 5, "w100s100")),
    row("5x40x5", "5 parties, 40×5, pts100, two cores", 4, (5, 40, 5, "pts100")),
    knotted("2x40x5+40", "2 parties, 40×5, w100s100, 40 dependencies", 0.2, (2, 40, 5, "w100s100"), 40),
    knotted("3x40x5+40", "3 parties, 40×5, pts100, 40 dependencies", 0.2, (3, 40, 5, "pts100"), 40),
    knotted("3x40x5+40-int", "3 parties, 40×5, adv_int, 40 dependencies", 2, (3, 40, 5, "adv_int"), 40),
]
