"""Cases for the tests of formats, and hypothesis strategies that make them."""

from fractions import Fraction
from pathlib import Path

from hypothesis import strategies as st

from goodoffices.engines.settlement.model import Case, Domain, Exclusion, Issue, Mandate, Term

#: Handed down beside the repository; never copied into it.
DOMAINS = Path(__file__).parents[5] / "shared" / "data" / "domains"

#: A small case as people write it in a spreadsheet.
TABLE = """issue,option,union,firm
wage,0 %,0,50
,2 %,20,35
,4 %,35,0
days off,20,0,30
,25,25,10.5
,30,40,0
training,none,0,5
,a week,10,0
reservation value,,20,15
"""

#: Names that have tripped readers: separators, quotes, markup, words YAML takes for something else, other scripts.
NAMES = st.one_of(
    st.sampled_from(
        ["wage", "days off", "R&D", 'the "firm"', "a=b", "x;y", "1", "0.10", "no", "null", "~", "<item>", "Ünïcode", "عربي", "工资", "#1"]
    ),
    st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="=@+-"), min_size=1, max_size=12).filter(
        lambda name: name == name.strip() and bool(name)
    ),
)  # fmt: skip
RESERVED = {"reservation value", "reservation", "base value", "dependency", "exclusion", "issue"}
DECIMALS = st.one_of(
    st.integers(0, 100).map(Fraction),
    st.decimals("0", "1", places=5, allow_nan=False).map(Fraction),
    st.decimals("0", "1000", places=17, allow_nan=False).map(Fraction),
)
NEGATIVE = st.one_of(DECIMALS, DECIMALS.map(lambda value: -value))
ANY = st.one_of(NEGATIVE, st.fractions(max_denominator=1000))


@st.composite
def cases(draw: st.DrawFn, worths: st.SearchStrategy[Fraction] = DECIMALS, floors: bool = True) -> Case:
    """A case with everything that every format can hold."""
    issues = draw(
        st.lists(NAMES.filter(lambda name: name.casefold() not in RESERVED), min_size=1, max_size=4, unique=True)
    )
    domain = Domain(
        tuple(Issue(name, tuple(draw(st.lists(NAMES, min_size=1, max_size=4, unique=True)))) for name in issues)
    )
    parties = draw(st.lists(NAMES, min_size=2, max_size=3, unique_by=str.casefold))
    return Case(domain, tuple(draw(mandates(domain, party, worths, floors)) for party in parties), "a case")


@st.composite
def mandates(draw: st.DrawFn, domain: Domain, party: str, worths: st.SearchStrategy[Fraction], floors: bool) -> Mandate:
    worth = tuple(tuple(draw(worths) for _ in issue.options) for issue in domain.issues)
    return Mandate(party, worth, draw(st.none() | worths) if floors else None)


@st.composite
def entangled(draw: st.DrawFn) -> Case:
    """A case with dependencies, exclusions, base values and ratios: what a table can hold."""
    plain = draw(cases(ANY))
    domain = plain.domain
    sets = [(one, two) for one in range(len(domain.issues)) for two in range(one + 1, len(domain.issues))]
    chosen = draw(st.lists(st.sampled_from(sets), unique=True, max_size=2).map(sorted)) if sets else []
    exclusions = tuple(Exclusion(issues, _choice(draw, domain, issues)) for issues in chosen)
    written = []
    for mandate in plain.mandates:
        terms = []
        for issues in chosen:
            worth = draw(st.dictionaries(st.just(_choice(draw, domain, issues)), ANY.filter(bool), max_size=1))
            if worth:
                terms.append(Term(issues, worth))
        written.append(Mandate(mandate.party, mandate.worth, mandate.reservation, tuple(terms), draw(ANY)))
    return Case(Domain(domain.issues, exclusions), tuple(written), plain.name)


def _choice(draw: st.DrawFn, domain: Domain, issues: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(draw(st.integers(0, len(domain.issues[at].options) - 1)) for at in issues)
