"""What audiences are called, in the reader's language. What they are stands in `audience.py`."""

from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from goodoffices.process.labels import FIELDS, READ_LATER, label
from goodoffices.record.audience import Audience


def readers_in_words(kind: str, party: str = "") -> str:
    """Who reads a room, as one phrase in the reader's language."""
    phrases = {
        "plenary": _("Everyone at the table"),
        "caucus": _("Only %(party)s and the third party") % {"party": party},
        "delegation": _("Only your own delegation"),
        "third_party": _("Only the third party"),
        "task_force": _("Only the task force"),
        "commission": _("Only the joint commission"),
        "sidebar": _("Only the members of this sidebar"),
    }
    return phrases.get(kind, _("Anyone"))


def readers_now_in_words(kind: str, party: str = "") -> str:
    """Who reads a room now, where others will later, as a sentence in the reader's language."""
    sentences = {
        "plenary": _("Now: everyone at the table."),
        "caucus": _("Now: only %(party)s and the third party.") % {"party": party},
        "delegation": _("Now: only your own delegation."),
        "third_party": _("Now: only the third party."),
        "task_force": _("Now: only the task force."),
        "commission": _("Now: only the joint commission."),
        "sidebar": _("Now: only the members of this sidebar."),
    }
    return sentences.get(kind, _("Now: anyone."))


def later_readers_in_words(audience: Audience) -> str:
    """Who will read a room's entries beside those who read them now, as a sentence in the reader's language."""
    return str(READ_LATER[audience.kind])


def book_in_words(kind: str, name: str, field: str) -> str:
    """A book is named in English when it opens; what we named ourselves is called in the reader's language."""
    if kind in ("plenary", "third_party", "public"):
        return label(kind, field)
    if kind == "sidebar" and name == "Sidebar":
        return label(kind, field)
    party = name.removesuffix(f" {kind}")
    if kind == "caucus" and party != name:
        return _("%(party)s caucus") % {"party": party}
    if kind == "delegation" and party != name:
        return _("%(party)s delegation") % {"party": party}
    return name


# house: kept between requests: what a book is called, in each language
@lru_cache(maxsize=1024)
def names_in_all_languages(kind: str, name: str) -> frozenset[str]:
    """Whoever reads Arabic cites in Arabic; whoever reads English can follow, and the recorded name always holds."""
    names = {name}
    for language, _called in settings.LANGUAGES:
        with override(language):
            names |= {book_in_words(kind, name, field) for field in FIELDS}
    return frozenset(names)
