"""Numbers as they are written, and back: nothing goes through a float."""

import re
from collections.abc import Iterable
from fractions import Fraction

#: Longer than any worth people state; without a limit, `1e999999999` alone would fill the memory.
MOST_DIGITS, MOST_EXPONENT = 400, 400
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE]([+-]?\d+))?", re.ASCII)
_RATIO = re.compile(r"[+-]?\d+/\d+", re.ASCII)


def number(text: str, ratio: bool = False) -> Fraction:
    """What is written, exactly: `0.1` is a tenth. With `ratio`, `1/3` is read too.

    Raises ValueError with half a sentence that goes on from “… ”.

    >>> number("0.1"), number("-2.50e1"), number("1/3", ratio=True)
    (Fraction(1, 10), Fraction(-25, 1), Fraction(1, 3))
    """
    text = text.strip().replace("\N{MINUS SIGN}", "-")
    found = _DECIMAL.fullmatch(text)
    if len(text) > MOST_DIGITS or (found and found[4] and abs(int(found[4])) > MOST_EXPONENT):
        raise ValueError("has more digits than anybody means")
    if found:
        return Fraction(text)
    if ratio and _RATIO.fullmatch(text):
        above, below = text.split("/")
        if int(below):
            return Fraction(int(above), int(below))
    raise ValueError("is not a number" if text else "is empty")


def terminates(value: Fraction) -> bool:
    """Can the value be written as a decimal without an end cut off?"""
    return _twos_and_fives(value.denominator) is not None


def decimal(value: Fraction, digits: int = 17) -> str:
    """The shortest decimal that is exactly this value; where there is none, so many significant digits.

    >>> decimal(Fraction(1, 8)), decimal(Fraction(300)), decimal(Fraction(-1, 3), 5)
    ('0.125', '300', '-0.33333')
    """
    places = _twos_and_fives(value.denominator)
    if places is None:
        return _rounded(value, digits)
    return _placed(value.numerator * 10**places // value.denominator, places)


def decimals(values: Iterable[int], scale: int) -> list[str]:
    """`decimal` of each value ÷ scale, quickly: for the hundreds of thousands of points of a frontier.

    >>> decimals([1, 8, -12, 0], 8)
    ['0.125', '1', '-1.5', '0']
    """
    places = _twos_and_fives(scale)
    if places is None:
        known: dict[int, str] = {}
        return [known.get(value) or known.setdefault(value, decimal(Fraction(value, scale))) for value in values]
    if places == 0:
        return [str(value) for value in values]
    by, found = 10**places // scale, []
    for value in values:
        digits = str(value * by)
        if value < 0 or len(digits) <= places:
            found.append(decimal(Fraction(value, scale)))
        else:
            found.append(f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip("."))
    return found


def power(value: Fraction) -> str:
    """A number too long to be read, with three digits, rounded towards zero.

    >>> power(Fraction(-123456)), power(Fraction(10**399))
    ('-1.23 × 10^5', '1.00 × 10^399')
    """
    digits = str(int(abs(value)))
    return f"{'-' if value < 0 else ''}{digits[0]}.{digits[1:3]:0<2} × 10^{len(digits) - 1}"


def written(value: Fraction) -> str:
    """The value as text that `number(…, ratio=True)` reads back as the same: a decimal if there is one, else a ratio."""
    return decimal(value) if terminates(value) else f"{value.numerator}/{value.denominator}"


def _twos_and_fives(denominator: int) -> int | None:
    """How many decimal places a fraction in lowest terms needs; None where no number of them is enough."""
    twos = (denominator & -denominator).bit_length() - 1
    denominator >>= twos
    fives = 0
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    return max(twos, fives) if denominator == 1 else None


def _rounded(value: Fraction, digits: int) -> str:
    above, below = abs(value.numerator), value.denominator
    # The first digit stands at 10^(whole − 1), or one place off; so many places behind the point keep `digits` of them.
    whole = len(str(above)) - len(str(below)) + 1
    if above * 10 ** max(0, 1 - whole) < below * 10 ** max(0, whole - 1):
        whole -= 1
    places = max(0, digits - whole)
    scaled = (2 * above * 10**places + below) // (2 * below)
    text = _placed(scaled if value >= 0 else -scaled, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _placed(scaled: int, places: int) -> str:
    if not places:
        return str(scaled)
    digits = str(abs(scaled)).rjust(places + 1, "0")
    return f"{'-' if scaled < 0 else ''}{digits[:-places]}.{digits[-places:]}"
