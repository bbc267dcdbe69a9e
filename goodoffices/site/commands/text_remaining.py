"""`goodoffices text remaining`: the open points of a draft. Needs neither settings nor database."""

from typing import Any

from goodoffices.engines.brackets import cli
from goodoffices.site.commands import answer
from goodoffices.site.failed import Failed


def run(options: Any) -> int:
    try:
        found = cli.remaining(options.file, options.parties)
    except cli.Unreadable as problem:
        raise Failed(str(problem)) from None
    answer(options, found.as_json(), "" if options.json else cli.remaining_in_words(found))
    return 0
