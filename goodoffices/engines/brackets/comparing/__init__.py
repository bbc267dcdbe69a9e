"""Two drafts compared: what changed, and the redline.

`differences`  `diff`: what became of each provision, and which words came and went
`alignment`    which provision of one draft is which of the other; `similarity` says how alike two are
`words`        the words of two texts side by side; `tokens`, `subsequence` and `segments` are its steps
`redline`      the result as text; `redline_html` as a page
"""

from goodoffices.engines.brackets.comparing.differences import CHANGES, Diff, Part, Row, Summary, by_ids, diff

__all__ = ["CHANGES", "Diff", "Part", "Row", "Summary", "by_ids", "diff"]
