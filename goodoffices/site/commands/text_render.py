"""`goodoffices text render`. Needs neither settings nor database."""

from typing import Any

from goodoffices.engines.brackets.command import Unreadable
from goodoffices.engines.brackets.render import Wishes
from goodoffices.engines.brackets.render.command import render
from goodoffices.site.command import Failed
from goodoffices.site.commands import answer


def run(options: Any) -> int:
    wishes = Wishes(options.title, options.language, options.dated, options.reasons)
    try:
        made = render(options.file, options.to, options.out, wishes)
    except Unreadable as problem:
        raise Failed(str(problem)) from None
    answer(options, made, f"{made['out']}: {made['bytes']:,} bytes, {made['brackets']:,} brackets.")
    return 0
