"""Scenarios in words: strengths, amounts, how much is proven, and what holds one future together."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.utils import formats
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from goodoffices.assessment.labels import STRENGTHS, VERY_WEAK
from goodoffices.engines.crossimpact.model.matrix import written

if TYPE_CHECKING:
    from goodoffices.engines.crossimpact.model import Matrix
    from goodoffices.engines.crossimpact.questions.balances import Balance

MOST_LISTED = 100_000  # by the engine; of more it counts none


def strength(value: str) -> str:
    """A judgement in words; one between two words is called by the weaker, so that none is called stronger than it is.

    >>> strength("-3"), strength("0.5"), strength("-0.01"), strength("0")
    ('restrains strongly', 'promotes very weakly', 'restrains very weakly', 'no influence')
    >>> strength("1.5"), strength("-2.99"), strength("2.0")
    ('promotes weakly', 'restrains', 'promotes')
    """
    exact = Fraction(value)
    if exact and abs(exact) < 1:
        return str(VERY_WEAK[exact > 0])
    return str(STRENGTHS[str(int(exact))])


def signed(value: str) -> str:
    """A judgement as a number with its sign, as one reads it.

    >>> signed("2"), signed("-1.5"), signed("0")
    ('+2', '−1.5', '0')
    """
    return f"{_begun()}+{value}" if Fraction(value) > 0 else minus(value)


def value_of(shown: str) -> Fraction:
    """
    >>> value_of("+2"), value_of("−1.5")
    (Fraction(2, 1), Fraction(-3, 2))
    """
    return Fraction(shown.strip("\N{LEFT-TO-RIGHT MARK}+").replace("\N{MINUS SIGN}", "-"))


def minus(value: str) -> str:
    return value.replace("-", f"{_begun()}\N{MINUS SIGN}")


def _begun() -> str:
    """What keeps a sign before its number where words run from right to left."""
    return "\N{LEFT-TO-RIGHT MARK}" if get_language_bidi() else ""


def isolated(words: str) -> str:
    """Words that somebody wrote, for a sentence whose other words may run the other way."""
    return f"\N{FIRST STRONG ISOLATE}{words}\N{POP DIRECTIONAL ISOLATE}"


def paired(name: str, variant: str) -> str:
    """A descriptor and its variant, in the direction of the descriptor’s own words: an isolate within does not count for that."""
    return isolated(f"{name}: {isolated(variant)}")


def counted(number: int | str) -> str:
    """A number of any length, in groups of three."""
    return str(formats.number_format(int(number), decimal_pos=0, use_l10n=True, force_grouping=True))


def percent(share: str) -> str:
    """A share as the engine gives it: “0.3663”."""
    return _("%(share)s %%") % {"share": formats.number_format(round(Decimal(share) * 100, 1), decimal_pos=1)}


def proven(answer: Mapping[str, Any]) -> str:
    """What an answer says of how many futures hold together, as far as it is proven."""
    listed = int(answer.get("listed", 0))
    if answer["status"] == "failed":
        return _("The engine could not work this out. Draw the influences with fewer descriptors, and run them again.")
    if answer["status"] == "complete" or answer.get("count") == str(listed):
        if not listed:
            return _("No future holds together. That is proven.")
        return ngettext(
            "One future holds together. That there is no other is proven.",
            "%(count)s futures hold together. That there is no other is proven.",
            listed,
        ) % {"count": counted(listed)}
    if answer.get("count") is not None:
        return _("Exactly %(count)s futures hold together; %(listed)s of them were listed.") % {
            "count": counted(answer["count"]),
            "listed": counted(listed),
        }
    if listed >= MOST_LISTED:
        return _("At least %(listed)s futures hold together: more than can be listed.") % {"listed": counted(listed)}
    gaps = {"listed": counted(listed), "undecided": counted(answer["undecided"])}
    if not listed:
        return (
            _(
                "None was found in the time allowed. %(undecided)s configurations were not looked at, so there may be some. "
                "Allow more seconds, or judge more."
            )
            % gaps
        )
    return (
        _(
            "At least %(listed)s hold together. The time ran out: %(undecided)s configurations were not looked at, and among "
            "them there may be more."
        )
        % gaps
    )


@dataclass(frozen=True)
class Held:
    """An influence on a chosen variant: from which descriptor and variant (both from 0), how strong, and its words."""

    source: int
    variant: int
    value: str
    title: str

    @property
    def how(self) -> str:
        return strength(self.value)

    @property
    def number(self) -> str:
        return signed(self.value)


@dataclass(frozen=True)
class Tipped:
    """A change elsewhere after which a rival is ahead."""

    sentence: str
    lead: str


@dataclass(frozen=True)
class Part:
    """What holds one descriptor of a future, and what would tip it."""

    descriptor: str
    chosen: str
    score: str
    margin: str | None
    sentence: str
    support: list[Held]
    opposition: list[Held]
    tips: list[Tipped]


def parts(matrix: "Matrix", balances: "Sequence[Balance]", held: Collection[int] = ()) -> list[Part]:
    """A part for each descriptor, in words. `held`: descriptors, from 0, that tip by nothing and tip nothing."""
    return [_part(matrix, each, held) for each in balances]


def failing(matrix: "Matrix", balances: "Sequence[Balance]") -> list[Part]:
    """The parts of a configuration that does not hold together: those whose rival is ahead."""
    return [_part(matrix, each, ()) for each in balances if each.margin is not None and each.margin < 0]


def title(matrix: "Matrix", descriptor: int, variant: int) -> str:
    found = matrix.descriptors[descriptor]
    return paired(found.name, found.variants[variant])


def _part(matrix: "Matrix", balance: "Balance", held: Collection[int]) -> Part:
    found = matrix.descriptors[balance.descriptor]
    margin = None if balance.margin is None else _value(matrix, balance.margin)
    stays = balance.descriptor in held
    return Part(
        found.name,
        found.variants[balance.chosen],
        minus(_value(matrix, balance.scores[balance.chosen])),
        None if margin is None else minus(margin),
        _stands(matrix, balance),
        [_held(matrix, each) for each in balance.support],
        [_held(matrix, each) for each in balance.opposition],
        [] if stays else [_tipped(matrix, balance, each) for each in balance.tips if each.source not in held],
    )


def _stands(matrix: "Matrix", balance: "Balance") -> str:
    """How the chosen variant stands against the best other one."""
    found = matrix.descriptors[balance.descriptor]
    gaps = {
        "chosen": isolated(found.variants[balance.chosen]),
        "score": minus(_value(matrix, balance.scores[balance.chosen])),
    }
    if balance.margin is None:
        return _("“%(chosen)s” has no rival. Its impact score is %(score)s.") % gaps
    rival = balance.rivals[0]
    gaps |= {"rival": isolated(found.variants[rival]), "other": minus(_value(matrix, balance.scores[rival]))}
    if balance.margin > 0:
        gaps["margin"] = minus(_value(matrix, balance.margin))
        return (
            _("“%(chosen)s” scores %(score)s, its nearest rival “%(rival)s” %(other)s: it is ahead by %(margin)s.")
            % gaps
        )
    if balance.margin == 0:
        return _("“%(chosen)s” scores %(score)s, and so does “%(rival)s”: a tie, which holds together.") % gaps
    gaps["margin"] = minus(_value(matrix, -balance.margin))
    return _("“%(chosen)s” scores %(score)s, its rival “%(rival)s” %(other)s: it is behind by %(margin)s.") % gaps


def _held(matrix: "Matrix", influence: Any) -> Held:
    words = title(matrix, influence.source, influence.variant)
    return Held(influence.source, influence.variant, _value(matrix, influence.value), words)


def _tipped(matrix: "Matrix", balance: "Balance", tip: Any) -> Tipped:
    lead = minus(_value(matrix, tip.lead))
    return Tipped(
        _("If “%(change)s” came true, “%(rival)s” would be ahead by %(lead)s.")
        % {
            "change": title(matrix, tip.source, tip.variant),
            "rival": isolated(matrix.descriptors[balance.descriptor].variants[tip.rival]),
            "lead": lead,
        },
        lead,
    )


def _value(matrix: "Matrix", scaled: int) -> str:
    return written(matrix.value(scaled))
