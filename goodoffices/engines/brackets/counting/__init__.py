"""Figures of a draft, and what remains open in it.

`metrics`      how bracketed it is: words, brackets, alternatives, clean provisions
`trend`        the same from draft to draft, and as a picture
`open_points`  the points that are not settled, and who has which stance on each
`acceptances`  what remains between the sides: the open points by article, and the fewest alternatives to accept
"""

from goodoffices.engines.brackets.counting.acceptances import Article, Remaining, remaining
from goodoffices.engines.brackets.counting.open_points import Alternative, Point, parties_named
from goodoffices.engines.brackets.counting.trend import TrendRow

__all__ = ["Alternative", "Article", "Point", "Remaining", "TrendRow", "parties_named", "remaining"]
