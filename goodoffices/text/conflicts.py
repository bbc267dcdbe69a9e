"""The engine's conflicts in words of the interface."""

from django.utils.translation import gettext as _

from goodoffices.engines.brackets.operations import Conflict


def in_words(conflict: Conflict) -> str:
    """The sentence of a conflict, in the reader's language."""
    return _(conflict.sentence)
