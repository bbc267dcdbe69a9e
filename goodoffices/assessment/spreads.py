"""How far judges agree: on each scale, from the least to the most that any of them said. No mean is taken."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import get_language_bidi, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from goodoffices.assessment.labels import CONFIDENCE, EFFECTS, HORIZONS, LIKELIHOOD, SEVERITY, rank
from goodoffices.assessment.models import Judgement

Scale = Mapping[str, str | Promise]

#: By the column of a judgement: what is asked, and its words from the least to the most.
SCALES: dict[str, tuple[str | Promise, Scale]] = {
    "likelihood": (gettext_lazy("How likely it is"), LIKELIHOOD),
    "severity": (gettext_lazy("How much it matters"), SEVERITY),
    "horizon": (gettext_lazy("When"), HORIZONS),
    "confidence": (gettext_lazy("How sure the judges are"), CONFIDENCE),
}

# Of a strip, in units of its drawing.
WIDTH, EDGE, APART, RADIUS = 320, 24, 15, 6
FOOT, LETTERS = 32, 2  # below the line, where its ends are named; and how near to the sides their letters come


class Step(NamedTuple):
    """One word of a scale, where it stands on the strip, and whose judgements say it."""

    label: str
    x: int
    judgements: list[Judgement]


class Mark(NamedTuple):
    """One judgement on a strip; several that say the same stand one above the other."""

    x: int
    y: int
    private: bool


@dataclass(frozen=True)
class Strip:
    """Where every judgement stands on one scale."""

    name: str
    label: str
    steps: list[Step]
    marks: list[Mark]
    said: str  # from the least to the most: of the sheet’s own book, or where that says nothing, of narrower ones
    height: int
    width: int = WIDTH
    radius: int = RADIUS

    @property
    def line(self) -> int:
        """How far down the scale itself is drawn."""
        return self.height - FOOT

    @property
    def named_ends(self) -> list[tuple[int, str, str]]:
        """The words at both ends, each with where its letters begin or end: which side that is, the language says."""
        near, far = (WIDTH - LETTERS, LETTERS) if get_language_bidi() else (LETTERS, WIDTH - LETTERS)
        return [(near, "start", self.steps[0].label), (far, "end", self.steps[-1].label)]

    @property
    def ends(self) -> tuple[Step, Step]:
        return self.steps[0], self.steps[-1]


def strips(judgements: Sequence[Judgement], book: str) -> list[Strip]:
    """A strip for each scale on which anything was said. `book`: the sheet’s own; what stands elsewhere is private."""
    found = [_strip(name, label, scale, judgements, book) for name, (label, scale) in SCALES.items()]
    return [each for each in found if each.marks]


def spread(judgements: Sequence[Judgement]) -> str:
    """Of judgements in one book, how far they lie apart, in words; of one, what it says; of none, nothing."""
    if not judgements:
        return ""
    said = {
        "count": len(judgements),
        "likelihood": _apart(LIKELIHOOD, [each.likelihood for each in judgements]),
        "severity": _apart(SEVERITY, [each.severity for each in judgements]),
    }
    if len(judgements) == 1:
        text = _("%(likelihood)s; %(severity)s") % said
    else:
        text = (
            ngettext(
                "%(count)s judge: %(likelihood)s; %(severity)s",
                "%(count)s judges: %(likelihood)s; %(severity)s",
                len(judgements),
            )
            % said
        )
    effects = _effects(judgements)
    return _("%(spread)s (%(effects)s)") % {"spread": text, "effects": effects} if effects else text


def _effects(judgements: Iterable[Judgement]) -> str:
    """Whether any judge sees a benefit, or none says; harm goes without saying."""
    said = {each.effect for each in judgements if each.effect}
    if not said:
        return _("harm or benefit not said")
    if said == {"harm"}:
        return ""
    return in_a_sentence(EFFECTS[said.pop()]) if len(said) == 1 else _("judges differ on harm or benefit")


def _apart(scale: Scale, said: Iterable[str]) -> str:
    """From the least to the most of these words; one word where all say the same; empty where nobody said any."""
    places = sorted({rank(scale, word) for word in said if word})
    if not places:
        return ""
    names = [in_a_sentence(name) for name in scale.values()]
    least, most = names[places[0]], names[places[-1]]
    return least if least == most else _("%(least)s to %(most)s") % {"least": least, "most": most}


def in_a_sentence(label: str | Promise) -> str:
    text = str(label)
    return text[:1].lower() + text[1:]


def _strip(name: str, label: str | Promise, scale: Scale, judgements: Sequence[Judgement], book: str) -> Strip:
    steps = [
        Step(str(words), _across(n, len(scale)), [each for each in judgements if getattr(each, name) == word])
        for n, (word, words) in enumerate(scale.items())
    ]
    tallest = max(len(step.judgements) for step in steps)
    height = EDGE + FOOT + APART * max(tallest - 1, 0)
    marks = [
        Mark(step.x, height - FOOT - APART * n, each.book_id != book)
        for step in steps
        for n, each in enumerate(step.judgements)
    ]
    own = _apart(scale, [getattr(each, name) for each in judgements if each.book_id == book])
    said = own or _apart(scale, [getattr(each, name) for each in judgements])
    return Strip(name, str(label), steps, marks, said, height)


def _across(place: int, steps: int) -> int:
    """From the side on which the reader’s language begins."""
    x = EDGE + place * (WIDTH - 2 * EDGE) // (steps - 1)
    return WIDTH - x if get_language_bidi() else x
