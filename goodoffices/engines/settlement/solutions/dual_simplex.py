"""The weights that make the bound of a level lowest, exactly: a dual simplex for one choice per issue.

Relax a package to shares x of options that add up to 1 on each issue, and maximise the least slack of the conditions (rows).
The dual is the bound with weights y: min over y ≥ 0, Σ y = 1 of D(y) = Σ over issues of the best option's y·column, less
y·offset. With R rows, at a vertex R − 1 of these hold: an option ties with the best of its issue, or a weight is 0. So the
basis stays R × R however many issues there are (generalised upper bounds, Dantzig and Van Slyke 1967), and a step goes along
a ray from the vertex, past options that overtake the best of their issue for as long as D still falls (Lemke 1954 for the
dual simplex; Fourer 1994 for the long step). The weights are feasible all the while: whenever it stops, the bound is valid.

Where many vertices coincide, steepest steps can return to a basis they have been at. After `PATIENCE` steps the first column
that may leave does, and the first that stops it enters (Bland 1977), which cannot cycle in exact arithmetic; and since this is
floating point, there is an end to that, too.

What is found is a hint in floating point; whether it closes a branch is decided in whole numbers (`integer_verdicts`).
"""

from typing import NamedTuple

from goodoffices.engines.settlement.runtime.arrays import FlagRow, FloatRow, FloatTable, IntRow

#: What holds a place of the basis: the column of an option (≥ 0), the weight of row r at 0 (−1 − r), or nothing (EMPTY).
EMPTY = -(1 << 30)

EXACT = 1e-9  # what counts as 0: columns are normed so that no package has more than about 1
#: A pivot smaller than this would make the basis singular.
SINGULAR = 1e-10
#: Steepest steps, and so many again by Bland's rule: a number, and one for each row. Far more than a vertex is usually away.
PATIENCE, PATIENCE_A_ROW = 60, 6


class Table(NamedTuple):
    """The columns of all options, issue after issue: those of issue i are `first[i]` … `first[i + 1]` − 1.

    `issue`: of each column; `column` (rows × options): what an option adds to a row, normed so that no package has more than
    about 1; `offset`: what a row has to reach. `near`: bounds above it close nothing.
    """

    first: IntRow
    issue: IntRow
    column: FloatTable
    offset: FloatRow
    near: float


class Basis(NamedTuple):
    """A vertex. `key`: the best column of each issue; `held`: what holds the R − 1 places; `inverse` (R × R): its column j is
    the ray along which only place j lets go, its last column the weights y."""

    key: IntRow
    held: IntRow
    inverse: FloatTable


class Scratch(NamedTuple):
    """Memory. By column: `value` (y·column) and `rate`, how fast it changes along a ray. By row: `total` (the keys' columns less
    the offset), `multiplier` (of each place), `row`. By issue: `is_open`."""

    value: FloatRow
    rate: FloatRow
    total: FloatRow
    multiplier: FloatRow
    row: FloatRow
    is_open: FlagRow


def minimise(table: Table, scratch: Scratch, basis: Basis, cutoff: float, most: int) -> float:
    """Go down to the optimum, at most `most` steps, or until the bound is below `cutoff`. Returns the bound, which is valid even
    where the steps ended before the optimum.

    `scratch.value` and `scratch.total` have to be those of the basis, and stay so. Issues that are not open keep their key.
    """
    rows = len(table.offset)
    patience = PATIENCE + PATIENCE_A_ROW * rows
    most = min(most, 2 * patience)
    for step in range(most + 1):
        bound = 0.0
        for r in range(rows):
            bound += scratch.total[r] * basis.inverse[r][rows - 1]
        if bound < cutoff or step == most:
            break
        place_multipliers(scratch.total, basis.inverse, scratch.multiplier)
        _swap_keys(table.issue, table.column, scratch.total, scratch.multiplier, basis.key, basis.held, basis.inverse)
        leaving, sign = _leaving(scratch.multiplier, basis.held, basis.inverse, step < patience)
        if leaving < 0:
            break
        _rates(table.column, basis.inverse, leaving, sign, scratch.rate)
        entering, length = _first_weight_at_zero(basis.held, basis.inverse, leaving, sign)
        entering, length = _line_search(table, scratch, basis, leaving, entering, length, step < patience)
        if entering == EMPTY:
            break
        key = basis.key[table.issue[entering]] if entering >= 0 else 0
        if not _pivot(table.column, basis.held, basis.inverse, scratch.row, leaving, entering, key):
            break
        for k in range(len(scratch.value)):
            scratch.value[k] += length * scratch.rate[k]
    return bound


def place_multipliers(total: FloatRow, inverse: FloatTable, part: FloatRow) -> None:
    """The multiplier of every place: for an option, minus its share of the issue; for a weight at 0, its row's slack."""
    rows = len(total)
    for j in range(rows - 1):
        part[j] = 0.0
        for r in range(rows):
            part[j] += total[r] * inverse[r][j]


def evaluate(
    column: FloatTable, offset: FloatRow, key: IntRow, inverse: FloatTable, value: FloatRow, total: FloatRow
) -> None:
    """Compute the values and the total of a basis."""
    _rates(column, inverse, len(offset) - 1, 1.0, value)
    for r in range(len(offset)):
        total[r] = -offset[r]
        for i in range(len(key)):
            total[r] += column[r][key[i]]


def _rates(column: FloatTable, inverse: FloatTable, ray: int, sign: float, rate: FloatRow) -> None:
    """How fast every option's value changes along a ray."""
    for k in range(len(rate)):
        rate[k] = 0.0
    for r in range(len(inverse)):
        speed, cells = sign * inverse[r][ray], column[r]
        if speed != 0.0:
            for k in range(len(rate)):
                rate[k] += speed * cells[k]


def _swap_keys(
    issues: IntRow, column: FloatTable, total: FloatRow, part: FloatRow, key: IntRow, held: IntRow, inverse: FloatTable
) -> None:
    """Where the best option of an issue would get a negative share, the option with the largest share becomes the key."""
    rows = len(total)
    for j in range(rows - 1):
        if held[j] < 0:
            continue
        issue, left, largest = issues[held[j]], 1.0, j
        for other in range(rows - 1):
            if held[other] >= 0 and issues[held[other]] == issue:
                left += part[other]
                if part[other] < part[largest]:
                    largest = other
        if left >= -EXACT:
            continue
        for other in range(rows - 1):
            if other != largest and held[other] >= 0 and issues[held[other]] == issue:
                for r in range(rows):
                    inverse[r][largest] += inverse[r][other]
        now, before = held[largest], key[issue]
        held[largest], key[issue] = before, now
        for r in range(rows):
            inverse[r][largest] = -inverse[r][largest]
            total[r] += column[r][now] - column[r][before]
        place_multipliers(total, inverse, part)


def _leaving(part: FloatRow, held: IntRow, inverse: FloatTable, steepest: bool) -> tuple[int, float]:
    """The place whose ray falls most steeply, or else the first that falls at all, and which way along the ray; −1 if none
    falls. First is an empty place, then weights by row, then options."""
    rows = len(inverse)
    place, sign, best = -1, 1.0, 0.0
    for j in range(rows - 1):
        fall, way = part[j], -1.0
        if held[j] == EMPTY:
            fall, way = abs(fall), -1.0 if fall > 0.0 else 1.0
        elif held[j] < 0:
            fall, way = -fall, 1.0
        if fall <= EXACT:
            continue
        if steepest:
            length = 0.0
            for r in range(rows):
                length += inverse[r][j] * inverse[r][j]
            merit = fall * fall / length
        else:
            merit = 3e12 if held[j] == EMPTY else 2e12 + held[j] if held[j] < 0 else 1e12 - held[j]
        if merit > best:
            place, sign, best = j, way, merit
    return place, sign


def _first_weight_at_zero(held: IntRow, inverse: FloatTable, leaving: int, sign: float) -> tuple[int, float]:
    """The first weight that falls to 0 along the ray, as what may hold a place, and how far along."""
    rows = len(inverse)
    found, length = EMPTY, 1e300
    for r in range(rows):
        speed, height = -sign * inverse[r][leaving], max(inverse[r][rows - 1], 0.0)
        if speed > EXACT and height < length * speed:
            taken = False
            for j in range(rows - 1):
                taken |= held[j] == -1 - r
            if not taken:
                found, length = -1 - r, height / speed
    return found, length


def _line_search(
    table: Table, scratch: Scratch, basis: Basis, leaving: int, entering: int, length: float, long: bool
) -> tuple[int, float]:
    """How far the bound falls along this ray, and what stops it: an option that overtakes the best of its issue, or else
    `entering` at `length`. In a long step, keys that are overtaken on the way are replaced (Fourer 1994)."""
    fall, held, issues = abs(scratch.multiplier[leaving]), basis.held, table.issue
    own = issues[held[leaving]] if held[leaving] >= 0 else -1
    while True:
        option, until, closing = -1, length, 0.0
        for i in range(len(basis.key)):
            if not scratch.is_open[i]:
                continue
            high, rising = scratch.value[basis.key[i]], scratch.rate[basis.key[i]]
            for k in range(table.first[i], table.first[i + 1]):
                gain = scratch.rate[k] - rising
                if gain <= EXACT or max(high - scratch.value[k], 0.0) >= until * gain:
                    continue
                taken = False
                for j in range(len(held)):
                    taken |= held[j] == k and j != leaving
                if not taken:
                    option, until, closing = k, max(high - scratch.value[k], 0.0) / gain, gain
        if option < 0:
            return entering, length
        tied = issues[option] == own
        for j in range(len(held)):
            tied |= j != leaving and held[j] >= 0 and issues[held[j]] == issues[option]
        if tied or not long or fall - closing <= EXACT:
            return option, until
        fall -= closing
        for r in range(len(scratch.total)):
            scratch.total[r] += table.column[r][option] - table.column[r][basis.key[issues[option]]]
        basis.key[issues[option]] = option


def _pivot(
    column: FloatTable, held: IntRow, inverse: FloatTable, row: FloatRow, leaving: int, entering: int, key: int
) -> bool:
    """Let `entering` hold the place. False, and nothing done, where the basis would become singular."""
    rows = len(inverse)
    for j in range(rows):
        row[j] = inverse[-1 - entering][j] if entering < 0 else 0.0
    for r in range(rows if entering >= 0 else 0):
        step, ray = column[r][entering] - column[r][key], inverse[r]
        for j in range(rows):
            row[j] += step * ray[j]
    pivot = row[leaving]
    if abs(pivot) < SINGULAR:
        return False
    for r in range(rows):
        ray = inverse[r]
        ray[leaving] /= pivot
        length = ray[leaving]
        if length != 0.0:
            for j in range(rows):
                if j != leaving:
                    ray[j] -= row[j] * length
    held[leaving] = entering
    return True
