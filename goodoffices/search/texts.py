"""What of a noun goes into the index: its texts, in which place, and what they can be filtered by."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from goodoffices.consultation.models import Mention
from goodoffices.engines.words import Text
from goodoffices.process.attribution import side_among
from goodoffices.process.labels import LANGUAGES
from goodoffices.record.things import SORTS, Noun, OnThing, Thing
from goodoffices.search.languages import language_of

RENDERING = "rendering"
TAKEN_BACK = ("struck", "withdrawn", "revoked", "replaced")
TABLE = "/table"  # after a book's id: what is shown to those admitted later, too, stands in an index of its own


class Around(NamedTuple):
    """What nouns of one book are indexed with.

    days      by number of an entry, its day
    sides     by seat, its party's id, and whether it is the third party's
    mentions  by statement, the ids of the issues it is about
    subjects  by id, the nouns that others of them are about
    """

    days: Mapping[int, str]
    sides: Mapping[str, tuple[str | None, bool]]
    mentions: Mapping[str, list[str]]
    subjects: Mapping[str, Noun]


def ids_of(noun: Noun) -> list[str]:
    """Under which ids its texts may stand: a noun whose words are `called` by language has one for each."""
    return [noun.id, *(f"{noun.id} {code}" for code in LANGUAGES)] if hasattr(noun, "called") else [noun.id]


def said_by(noun: Noun, id: str) -> str:
    """The text that stands in the index under this id; empty if it says nothing under it any more."""
    _noun, _space, language = id.partition(" ")
    return str(noun.called.get(language, "")) if language and hasattr(noun, "called") else noun.in_words()


def id_beside(name: str, row: Any) -> str:
    """Under which id the words of a row stand that is read beside a noun."""
    return f"{row.beside_id} {name}:{row.id}"


def row_beside(id: str) -> tuple[str, str]:
    """What the row is called, and its id; both empty where the words are the noun's own."""
    name, colon, row = id.partition(" ")[2].partition(":")
    return (name, row) if colon else ("", "")


def text_beside(name: str, row: Any, day: str) -> Text | None:
    """The words of such a row, for the index of its own book; none where it says nothing, or does not stand."""
    words, number = "" if _gone(row) else row.in_words(), getattr(row, "said_since", row.number)
    fields = {
        "sort": [row.beside_sort],
        "day": [day] if day else [],
        "party": [row.party_id] if row.party_id else [],
        "issue": [],
    }
    return Text(number, id_beside(name, row), language_of(words), words, fields) if words.strip() else None


def index_of(noun: Noun) -> str:
    """In whose index it stands: its book's, or beside it that of the table."""
    return f"{noun.book_id}{TABLE}" if noun.structural else noun.book_id


def texts_of(noun: Noun, around: Around) -> list[Text]:
    """The texts of a noun as it stands; none of one that was taken back, or renders what has been taken back or reworded."""
    subject = around.subjects.get(noun.about_id) if isinstance(noun, OnThing) else None
    if _gone(noun) or (noun.sort == RENDERING and (subject is None or _gone(subject) or _of_earlier(noun))):
        return []
    fields = _fields(noun, subject, around)
    found = [Text(_number(noun, subject), noun.id, _language(noun), noun.in_words(), fields)]
    for language, words in getattr(noun, "called", {}).items():
        found.append(Text(noun.number, f"{noun.id} {language}", language, words, fields))
    return [text for text in found if text.text.strip()]


def issues_mentioned(book: Any, nouns: Iterable[Noun]) -> dict[str, list[str]]:
    """By statement, the ids of the issues that it is about."""
    found: dict[str, list[str]] = {}
    for statement, issue in (
        Mention.objects.of(book)
        .filter(statement__in=[noun.id for noun in nouns], about__sort="issue")
        .values_list("statement_id", "about_id")
    ):
        found.setdefault(statement, []).append(issue)
    return found


def about_things() -> list[Any]:
    """The tables of nouns that are about other things."""
    return [model for model in SORTS.values() if issubclass(model, OnThing)]


def _gone(noun: Any) -> bool:
    return getattr(noun, "state", "") in TAKEN_BACK or not getattr(noun, "current", True)


def _of_earlier(rendering: Any) -> bool:
    """Whether what it renders has been reworded since: earlier words are not found."""
    about: Thing = rendering.about
    return bool(rendering.rendered < about.wording)


def _number(noun: Noun, subject: Noun | None) -> int:
    """From which admission on it is found: nobody is shown it without what it is about."""
    return noun.number if subject is None or subject.structural else min(noun.number, subject.number)


def _fields(noun: Noun, subject: Noun | None, around: Around) -> dict[str, list[str]]:
    shown = subject if noun.sort == RENDERING and subject else noun
    return {
        "sort": list(dict.fromkeys([shown.sort, noun.sort])),
        "day": [day] if (day := around.days.get(noun.number)) else [],
        "party": [party] if (party := _party(shown, around)) else [],
        "issue": _issues(shown, around),
    }


def _party(noun: Noun, around: Around) -> str | None:
    """The party that it is from, as far as every reader is told."""
    if noun.anonymous or (noun.structural and not hasattr(noun, "party_id")):
        return None
    return side_among(noun, around.sides)


def _issues(noun: Noun, around: Around) -> list[str]:
    if noun.sort == "issue":
        return [noun.id]
    issue = getattr(noun, "issue_id", None)
    return [*([str(issue)] if issue else []), *around.mentions.get(noun.id, [])]


def _language(noun: Noun) -> str:
    return str(getattr(noun, "language", "")) or language_of(noun.in_words())
