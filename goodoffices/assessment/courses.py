"""How each judge’s word on the implications of a sheet changed, from round to round."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from goodoffices.assessment.acts.judging import NOT_SAID
from goodoffices.assessment.models import Implication, Judgement, Sheet
from goodoffices.assessment.order import place_shown
from goodoffices.assessment.sheet_queries import judgements_of
from goodoffices.assessment.sheet_words import COLUMNS
from goodoffices.assessment.spreads import in_a_sentence
from goodoffices.assessment.wordings import mark_earlier
from goodoffices.process.models import Seat
from goodoffices.record.at_hand import visible_or_404
from goodoffices.record.cache import cached

ON_SCALES = ("likelihood", "severity", "effect", "horizon", "confidence")


class Said(NamedTuple):
    """A judgement, and what it changed of the same judge’s before; of the first there is none before."""

    judgement: Judgement
    before: Judgement | None

    @property
    def words(self) -> str:
        row = self.judgement
        said = _("%(likelihood)s; %(severity)s") % {
            "likelihood": row.likelihood_name,
            "severity": in_a_sentence(row.severity_name),
        }
        if not row.effect:
            return said
        return _("%(spread)s (%(effects)s)") % {"spread": said, "effects": in_a_sentence(row.effect_name)}

    @property
    def changes(self) -> list[str]:
        """Each scale on which it says something else, from what to what."""
        return [_changed(name, self.before, self.judgement) for name in ON_SCALES if self._differs(name)]

    @property
    def has_new_reasons(self) -> bool:
        return self._differs("reasons")

    @property
    def has_new_source(self) -> bool:
        return self._differs("source")

    @property
    def repeats(self) -> bool:
        """Whether it says the same once more, as judges do once an implication was reworded."""
        return self.before is not None and not (self.changes or self.has_new_reasons or self.has_new_source)

    def _differs(self, name: str) -> bool:
        return self.before is not None and getattr(self.before, name) != getattr(self.judgement, name)


class Within(NamedTuple):
    """What one judge said in one round, one after the other, and what the round is called."""

    round: str
    said: list[Said]
    stands: bool  # whether nothing was said in it, and what was said before stays
    withdrawn: bool = False  # whether what was said was withdrawn in it


@dataclass
class Chain:
    """What one judge said of an implication, one judgement after the other; of judges who are not named, one each."""

    judgements: list[Judgement]

    @property
    def last(self) -> Judgement:
        return self.judgements[-1]

    def within(self, rounds: Iterable[int]) -> list[Within]:
        said = [Said(row, before) for row, before in zip(self.judgements, [None, *self.judgements], strict=False)]
        first = min(row.round or 0 for row in self.judgements)
        found = []
        for each in rounds:
            here = [one for one in said if (one.judgement.round or 0) == each]
            before = [row for row in self.judgements if (row.round or 0) <= each]
            gone = bool(before) and bool(before[-1].withdrawn_at) and (before[-1].withdrawn_in or 0) <= each
            stands = not here and each > first and not gone and self.last.named == "seat"
            withdrawn = any(row.withdrawn_at and (row.withdrawn_in or 0) == each for row in self.judgements)
            found.append(Within(called(each), here, stands, withdrawn))
        return found


@dataclass
class Course:
    """An implication, and how each judge’s word on it changed."""

    implication: Implication
    chains: list[Chain]

    @property
    def _rounds(self) -> list[int]:
        """Those in which anything was said of it, or withdrawn, from 1; 0 before the first."""
        rows = [row for chain in self.chains for row in chain.judgements]
        return sorted({row.round or 0 for row in rows} | {row.withdrawn_in or 0 for row in rows if row.withdrawn_at})

    @property
    def rounds(self) -> list[str]:
        return [called(each) for each in self._rounds]

    @property
    def lines(self) -> list[tuple[Chain, list[Within]]]:
        return [(chain, chain.within(self._rounds)) for chain in self.chains]


def called(round: int) -> str:
    return _("Round %(round)s") % {"round": round} if round else _("Before the first round")


@cached
def courses(seat: Seat, sheet: str) -> list[Course]:
    """Of a sheet, the implications of which anything was said. Raises NotThere for a sheet that this seat does not read."""
    visible_or_404(Sheet, seat, sheet)
    implications = Implication.objects.seen_by(seat).filter(sheet=sheet).select_related(*Implication.related)
    by_id = {each.id: each for each in sorted(implications, key=place_shown)}
    said = judgements_of(seat, by_id, current=False)
    for id, rows in said.items():
        mark_earlier(by_id[id], rows)
    return [Course(by_id[id], _chains(said[id])) for id in by_id if id in said]


def _chains(rows: Iterable[Judgement]) -> list[Chain]:
    """Joined by judge within a book, as far as its readers are told which person judged: of a party, there may be several."""
    found: dict[tuple[str, ...], Chain] = {}
    for row in rows:
        whose = (row.book_id, row.seat_id) if row.named == "seat" else (row.id,)
        found.setdefault(whose, Chain([])).judgements.append(row)
    return list(found.values())


def _changed(name: str, before: Judgement | None, after: Judgement) -> str:
    was, now = (getattr(row, f"{name}_name") or str(NOT_SAID) for row in (before, after))
    return _("%(what)s: from %(before)s to %(after)s") % {
        "what": COLUMNS[name],
        "before": in_a_sentence(was),
        "after": in_a_sentence(now),
    }
