"""A draft as rows, one a provision, and the part of it that one operation needs.

A database keeps a row a provision: its id, its own words, the notes on them. Whole texts are for import, export and
comparison. An operation reads the few rows around its place, is done on that part, and gives rows back:

    kept = rows(draft)                              # once, when a text comes in
    run = needed(kept, index)                       # the rows that nothing crosses the ends of
    small = part(kept, index, parties=names)        # a draft of these alone
    small = operations.propose(small, 12, 17, "should", by="North")
    kept[run.start : run.stop] = rows(small)

`row`        `Row`, and its JSON
`taking`     a draft taken apart into rows
`assembling` rows as a draft: the structure is given by them, and only brackets and options are read from the words
`typing_over`, `redrafting`   an edit of a provision's words in a text field as the smallest proposals that say the same
"""

from goodoffices.engines.brackets.storing.assembling import above, assembled, needed, part, under
from goodoffices.engines.brackets.storing.redrafting import redraft
from goodoffices.engines.brackets.storing.row import Row
from goodoffices.engines.brackets.storing.taking import rows

__all__ = ["Row", "above", "assembled", "needed", "part", "redraft", "rows", "under"]
