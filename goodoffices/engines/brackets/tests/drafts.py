"""Drafts for tests: the real ones beside the repository, and small ones of our own in the manners that real ones have."""

from pathlib import Path

import pytest

TEXTS = Path(__file__).parents[5] / "shared" / "data" / "texts"


def shared(name: str) -> Path:
    """A real draft, read where it lies; the test is skipped where it does not."""
    if not (TEXTS / name).exists():
        pytest.skip(f"The real draft {name} is not at hand: it lies beside the repository, in shared/data/texts.")
    return TEXTS / name


# Section letters, options in options, chapters as placeholders, suffixes, double numbering.
COMPILATION = """\
A.  Preamble

1.  [The Parties to this protocol,

2.  Recalling the Convention on the River,]

B.  Definitions

[Placeholder]

C.  General / Objective

3.  [Option 1: The objective is to keep the river [clean][fit for drinking].

Option 2: The objective is to share the water {see chapter D}.

Option 3: no text]

4.  [All Parties] [Upstream Parties] shall:

(a) Measure the flow [every [X] days];

(b) Report it[, without delay,] to the commission, including:

(i) the level;

(ii) [the temperature;]

4 bis. [4.1] [Option I:

4.1. Each Party shall keep a gauge.

4.2. The gauges are read daily.

Option II:

Option (a): One gauge is shared.

Option (b): No gauge.]

4 ter. Parties should [agree][decide] by [20XX].

4 alt. Parties need not agree.

D.  Finance

5.  The fund shall hold [USD 10 million][…] by [date].
"""

TRADE = """\
ARTICLE QQ.1 (SCOPE)

Article 2. [US/JP propose; EU oppose: Each Party shall] [EU/AU propose: Each Party may] protect marks.

2.1 Each Party [shall][NZ: should] publish a list.

2.2 [CL propose: No Party may require a fee [greater than cost (NZ)].]

2.3 A Party may refuse[, with reasons,](Norway) [an entry (supported by Chile; opposed by Peru)].
"""

RULES = """\
Chapter II. Conduct of business

Rule 42*

1. The chair may [, subject to rule 43,] limit the time of each speaker.

2. A motion under rule 41 has precedence.

Rule 42 bis

[Rule 43

A proposal once withdrawn may be tabled again.]

* Adopted at the second meeting.
"""

RESOLUTION = """\
The Assembly,

PP1 Recalling its resolution on the river,

PP1 bis Deeply concerned by the drought,

[PP2 alt Noting with [concern][alarm] the low level,]

OP1 Decides to meet [annually];

OP2. Requests the secretariat:

a) to report;

b) [to publish] its report.
"""

MARKDOWN = """\
# The river treaty

See the [first draft](https://example.org/draft) and the [second][two], also noted[^1].

[two]: https://example.org/two

## Article 2bis *(water)*

**Option 1:**

1. Each Party [shall][should] measure:

   1. the level [daily];
   2. the [[air] temperature].

**Option 2:**

No text

[^1]: By the [secretariat].
"""

FORGOTTEN = """\
Article 1

1. Each Party [shall measure the flow.

2. The gauges are read daily.

Article 2

1. The commission meets [annually].

2. Its seat is open] to all.

Article 3

[1. It has two chairs.

2. They take turns.]
"""

COLUMNS = """\
THE RIVER TALKS
NON-PAPER

Article 1 (WATER)
1.

2.

3.

Each Party shall measure the flow of the river at the border and shall publish what it has found
every week.
Each Party [shall][should] report:
(a)
the level;
(b)
the temperature.

Page 1 of 2

THE RIVER TALKS
NON-PAPER

The commission meets [annually].

Article 2 (PEACE)
The river is shared.
"""

ARABIC = """\
المادة 1

1. يجب على كل طرف [أن يقيس][أن ينشر] التدفق.

المادة 2 bis

2. تجتمع اللجنة [سنويا].
"""

# Options in every style: behind a number, in brackets of their own, over paragraphs, in options, with names, as a bis.
OPTIONS = """\
Article 1

1. Option 1 (Norway): Each Party shall measure the flow.

Option 1 bis: Each Party should measure [the flow][the level].

Option 2: no text

2. [Option 1: The gauges are read [daily];]

[Option 2: The gauges are read weekly:

(a) by the commission;

(b) [by each Party].]

3. [Option I:

The fund is shared.

It is held by the commission.

Option II:

Option (a): Each Party pays [half].

Option (b): Each Party pays what it can.]

4. The commission meets [annually].

Article 2

Option 1:

1. The river is one.

2. It is shared.

Option 2:

No text
"""

MANNERS = {
    "compilation": COMPILATION, "trade": TRADE, "rules": RULES, "resolution": RESOLUTION, "markdown": MARKDOWN,
    "forgotten": FORGOTTEN, "columns": COLUMNS, "arabic": ARABIC, "options": OPTIONS,
}  # fmt: skip
