"""“Go to…” finds words, too: the best few things, and the page that shows all."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from goodoffices.process.audience_in_words import book_in_words
from goodoffices.process.extensions import Place
from goodoffices.process.models import Seat
from goodoffices.process.places import AROUND, CITATION
from goodoffices.search.finding import search
from goodoffices.search.question import Question

FEW = 5
SHORTEST = 3  # letters: with every key that is pressed, the palette asks


def found(seat: Seat, words: str) -> Iterator[Place]:
    """Nothing where the words are a citation: that is opened at once."""
    said = words.strip(AROUND)
    if len(said) < SHORTEST or CITATION.fullmatch(said):
        return
    answer = search(seat, Question(said), FEW)
    heading = _("What was said")
    for each in answer.found:
        thing = each.thing
        citation = f"{book_in_words(thing.book.kind, thing.book.name, seat.process.field)} {thing.number}"
        text = "".join([piece for piece, _hit in each.pieces])
        yield Place(heading, " ".join(text.split()), thing.read_at(seat), f"{each.sort_name}, {citation}")
    if answer.found:
        page = reverse("search:search", args=[seat.process_id])
        name = _("Search for “%(words)s”") % {"words": said}
        yield Place(heading, name, f"{page}?{urlencode({'q': said})}")
