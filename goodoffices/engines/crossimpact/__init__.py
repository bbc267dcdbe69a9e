"""Cross-impact balances: which futures hold together, and what would move one into another (Weimer-Jehle 2006).

Words: a *descriptor* is something that may turn out this way or that; its *variants* are the ways. A *judgement* says how far one
variant promotes (+3) or restrains (−3) another one's coming about. A *scenario* takes one variant of each descriptor. The *impact
score* of a variant is the sum of what the chosen variants judge it; the scores of one descriptor are its *balance*. A scenario is
*consistent* if no descriptor has a variant with a higher score than its chosen one; ties are consistent. A *measure* holds a
descriptor at a variant, whatever its balance says.

Pure: no Django, nothing drawn by chance. Everything is exact: decimals are integers at one scale.
"""

#: Changes whenever an answer may: stored beside an answer, with the hash of its matrix.
ENGINE = "crossimpact/1"
