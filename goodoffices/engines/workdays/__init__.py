"""Working days over one or several places, and the moment at which a term of days lapses.

A place has the days of its weekend and its dated holidays. A day counts as a working day only where all the named places
work: for a term that runs between Riyadh and London, neither Friday nor Sunday does. A term of days runs from the day after
it was set; it lapses at the end of its last day, by the clocks of one time zone.

Pure: dates in, dates and moments out; no Django, and no clock but the one that is given.
"""

from goodoffices.engines.workdays.counting import (
    EVERY_DAY,
    LONGEST,
    NeverWorks,
    Place,
    day_after,
    is_working,
    working_days_between,
)
from goodoffices.engines.workdays.lapsing import end_of_day, lapse_of
from goodoffices.engines.workdays.weekends import weekend_in

__all__ = [
    "EVERY_DAY",
    "LONGEST",
    "NeverWorks",
    "Place",
    "day_after",
    "end_of_day",
    "is_working",
    "lapse_of",
    "weekend_in",
    "working_days_between",
]
