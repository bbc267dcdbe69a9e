"""A number that will change, for loops that run both plain and compiled."""


def counter(start: int) -> int:
    """`start`, as a number that will change. A variable that begins with a literal and is handed on would have the function it
    is handed to compiled twice, once for that literal.

    >>> counter(1)
    1
    """
    return start + 0  # the sum is no literal
