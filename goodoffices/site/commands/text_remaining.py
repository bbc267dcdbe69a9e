"""`goodoffices text remaining`: the open points of a draft. Needs neither settings nor database."""

from typing import Any

from goodoffices.engines.brackets import remaining_command
from goodoffices.engines.brackets.command import Unreadable
from goodoffices.site.command import Failed
from goodoffices.site.commands import answer


def run(options: Any) -> int:
    try:
        found = remaining_command.find(options.file, options.parties)
    except Unreadable as problem:
        raise Failed(str(problem)) from None
    answer(options, found.as_json(), "" if options.json else remaining_command.in_words(found))
    return 0
