"""Whether somebody understands the words that they are about to commit to.

A side says which languages it reads (`process.say_languages`). Where a wording is certainly in none of them, a solemn act on
it waits for a rendering of this wording, or for the word of whoever acts: “I read this language”. Nothing is guessed: a
language is known from what a rendering says of its original, from the columns of a term, or from the script alone, and then
only as far as the script rules languages out. Saying no to what one cannot read stays free.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goodoffices.consultation import scripts
from goodoffices.interpretation.models import Rendering, Term, Understanding
from goodoffices.process.labels import LANGUAGES
from goodoffices.process.models import AgendaItem, Highlight, Seat, read_by_side_of
from goodoffices.record.acts import Refused
from goodoffices.record.things import Noun, thing_seen_by

#: The languages of the talks that are written in each script.
WRITTEN_IN = {
    scripts.LATIN: frozenset({"de", "en", "es", "fr", "pt", "sr", "sw", "tr"}),
    scripts.CYRILLIC: frozenset({"ru", "sr", "uk"}),
    scripts.ARABIC: frozenset({"ar", "fa"}),
    scripts.HAN: frozenset({"zh"}),
    scripts.OTHER: frozenset({"he", "hi"}),
}
#: A script counts as one of a text's from this share of its words on: names of places are often written in another.
SHARE = 1 / 3


def demand_understood(seat: Seat, act: Any) -> None:
    """Refused where this act commits to words that the side of this seat has said it does not read."""
    if not read_by_side_of(seat):
        return
    for noun in COMMITS_TO[act.kind](seat, act):
        if not understands(seat, noun):
            raise Refused(
                _(
                    "Your side reads %(languages)s, and these words are in another language: “%(words)s”. Ask for a rendering of them, or say that you read their language; then do this again."
                )
                % {"languages": _named(read_by_side_of(seat)), "words": _beginning(noun.in_words())}
            )


def understands(seat: Seat, noun: Noun) -> bool:
    """Whether nothing says that this seat cannot read these words: they are its own, in a language that its side reads or
    in an unknown one; or it has what it needs to."""
    reads = set(read_by_side_of(seat))
    if not reads or noun.author == seat.id:
        return True
    written = languages_of(seat, noun)
    if not written or written & reads:
        return True
    return rendered_into(seat, noun, reads) or has_read(seat, noun)


def languages_of(seat: Seat, noun: Noun) -> frozenset[str]:
    """The languages that these words may be in, as they stand; empty where that is unknown."""
    if isinstance(noun, Term):
        return frozenset(noun.called)
    rows = Rendering.objects.seen_by(seat).filter(about=noun.id, rendered__gte=noun.wording).exclude(original="")
    said = frozenset(rows.exclude(state="withdrawn").values_list("original", flat=True))
    return said or languages_in(noun.in_words())


def languages_in(text: str) -> frozenset[str]:
    """The languages that are written in the scripts of a text.

    >>> sorted(languages_in("نأخذ علماً بالإشعار في Port Said."))
    ['ar', 'fa']
    >>> languages_in("10 – 12")
    frozenset()
    """
    words = scripts.counted(text)
    most = words.total() * SHARE
    return frozenset().union(*[WRITTEN_IN[script] for script, count in words.items() if count >= most])


def rendered_into(seat: Seat, noun: Noun, languages: Iterable[str]) -> bool:
    """Whether a rendering of this wording into one of these languages stands that a person made or checked."""
    if noun.outdated:
        return False
    rows = Rendering.objects.seen_by(seat).filter(about=noun.id, state="standing", language__in=list(languages))
    return bool(rows.filter(rendered__gte=F("about__changed")).exclude(made="machine").exists())


def has_read(seat: Seat, noun: Noun) -> bool:
    """Whether this very seat has said that it reads the language of this wording."""
    rows = Understanding.objects.seen_by(seat).filter(about=noun.id, seat=seat.id, what="reads")
    return bool(rows.filter(of_wording__gte=noun.wording).exists())


# ---- which words an act commits to


def _field(name: str) -> Callable[[Seat, Any], list[Noun]]:
    return lambda seat, act: _seen(seat, getattr(act, name))


def _released(seat: Seat, act: Any) -> list[Noun]:
    """The gist as it was drafted, or the words as they stand; words that were written for this act are one’s own."""
    if gist := getattr(act, "gist", None):
        return [noun for noun in _seen(seat, gist) if noun.in_words() == act.text]
    return [] if act.text.strip() else _seen(seat, act.subject_id)


def _lines(model: Any, **those: Any) -> Callable[[Seat, Any], list[Noun]]:
    return lambda seat, act: list(model.objects.seen_by(seat).filter(round=act.round, **those).select_related("book"))


def _seen(seat: Seat, id: str | None) -> list[Noun]:
    noun = thing_seen_by(seat, id) if id else None
    return [noun] if noun else []


#: By name, since some of these belong to offices on this floor.
COMMITS_TO: dict[str, Callable[[Seat, Any], list[Noun]]] = {
    "agenda.accept_solution": _field("solution"),
    "agenda.confirm_solution": _field("solution"),
    "consultation.carry": _released,
    "consultation.confirm": _field("restatement"),
    "consultation.convey": _field("release"),
    "consultation.release": _released,
    "interpretation.accept_term": _field("term"),
    "process.accept_ground_rules": _field("rules"),
    "process.adopt_agenda": _lines(AgendaItem, current=True),
    "process.adopt_highlights": _lines(Highlight),
}


def _named(languages: Iterable[str]) -> str:
    comma: str = pgettext("between names in a row", ", ")
    return comma.join(LANGUAGES[code] for code in languages)


def _beginning(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
