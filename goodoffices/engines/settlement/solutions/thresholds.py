"""How far one number may move before a rule picks something else: exact thresholds on one line.

As a number δ is added to some of one party's utilities, the order of two packages under a rule changes only where two of the
amounts that the rule compares are equal: at finitely many values of δ that are found by solving linear equations. Between
two of these the order stays, so it is looked at once there.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.engines.settlement.solutions.rules import Baseline, Utilities


@dataclass(frozen=True)
class Moved:
    """Utilities to one of which δ is added (`moves`), or to none."""

    utilities: tuple[Fraction, ...]
    moves: bool

    def at(self, party: int, by: Fraction) -> tuple[Fraction, ...]:
        """The utilities where this party's are moved by so much."""
        if not self.moves:
            return self.utilities
        return tuple(each + by if p == party else each for p, each in enumerate(self.utilities))


def criticals(name: str, baseline: Baseline, party: int, one: Moved, other: Moved) -> set[Fraction]:
    """Where the order of the two under the rule may change, as δ moves this party's utilities. Not for Kalai–Smorodinsky,
    whose ideals move, too."""
    found = _crossings(one.utilities, other, party) | _crossings(other.utilities, one, party)
    found |= _crossings(one.utilities, one, party) | _crossings(other.utilities, other, party)
    floors = baseline.floors
    found |= {floors[party] - each.utilities[party] for each in (one, other) if each.moves}
    if name == "utilitarian" and one.moves != other.moves:
        apart = sum(one.utilities, Fraction(0)) - sum(other.utilities, Fraction(0))
        found.add(-apart if one.moves else apart)
    if name == "egalitarian":
        gains = [Moved(tuple(baseline.gains(each.utilities)), each.moves) for each in (one, other)]
        found |= {x for a in gains for b in gains for x in _crossings(a.utilities, b, party)}
    if name == "nash":
        found |= _products(baseline, party, one, other)
    return found


def first(places: Iterable[Fraction], holds: Callable[[Fraction], bool]) -> tuple[Fraction, bool] | None:
    """The least δ ≥ 0 from which on it holds for the first time, and whether it holds there itself or only just beyond; None if
    it never does. `places`: where the answer may change.

    >>> first([Fraction(2), Fraction(5)], lambda by: by > 2)
    (Fraction(2, 1), False)
    """
    ordered = sorted({Fraction(0), *(each for each in places if each > 0)})
    for at, here in enumerate(ordered):
        if holds(here):
            return here, True
        beyond = (here + ordered[at + 1]) / 2 if at + 1 < len(ordered) else here + 1
        if holds(beyond):
            return here, False
    return None


def _crossings(still: Utilities, moving: Moved, party: int) -> set[Fraction]:
    """Where the moving utility meets one of these."""
    return {each - moving.utilities[party] for each in still} if moving.moves else set()


def _products(baseline: Baseline, party: int, one: Moved, other: Moved) -> set[Fraction]:
    """Where the two products of gains are equal: of the positive gains, whatever the sign of the one that moves."""
    sides = []
    for each in (one, other):
        gains = baseline.gains(each.utilities)
        rest = Fraction(1)
        for p, gain in enumerate(gains):
            if p != party and gain > 0:
                rest *= gain
        # rest × (gain + δ), or rest × gain, or rest alone while the gain is not positive
        sides.append({(rest * gains[party], rest if each.moves else Fraction(0)), (rest, Fraction(0))})
    return {
        (constant - here) / (slope - rate) for here, slope in sides[0] for constant, rate in sides[1] if slope != rate
    }
