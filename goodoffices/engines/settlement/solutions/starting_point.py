"""A package to begin a search with."""

from fractions import Fraction

from goodoffices.engines.settlement.model import Case, Choice


def balanced_package(case: Case) -> list[Choice]:
    """On each issue the option that gives the parties most, as shares of what the issue can mean to each; none if that package
    is not acceptable.

    >>> from goodoffices.engines.settlement.model import Domain, Mandate
    >>> domain = Domain.of({"wage": ["0 %", "3 %"], "days off": ["20", "25"]})
    >>> union = Mandate("union", ((Fraction(0), Fraction(6)), (Fraction(0), Fraction(4))))
    >>> firm = Mandate("firm", ((Fraction(5), Fraction(5)), (Fraction(3), Fraction(0))))
    >>> balanced_package(Case(domain, (union, firm)))
    [(1, 0)]
    """
    chosen = []
    for rows in zip(*(mandate.worth for mandate in case.mandates), strict=True):
        spans = [(max(row) - min(row)) or Fraction(1) for row in rows]
        sums = [
            sum((worth / span for worth, span in zip(option, spans, strict=True)), Fraction(0))
            for option in zip(*rows, strict=True)
        ]
        chosen.append(sums.index(max(sums)))
    package = tuple(chosen)
    return [package] if case.domain.allows(package) and case.acceptable(package) else []
