"""`goodoffices text render`. Needs neither settings nor database."""

from typing import Any

from goodoffices.engines.brackets import cli
from goodoffices.site.commands import answer
from goodoffices.site.failed import Failed


def run(options: Any) -> int:
    wanted = cli.RenderOptions(options.title, options.language, options.dated, options.reasons)
    try:
        made = cli.render(options.file, options.to, options.out, wanted)
    except cli.Unreadable as problem:
        raise Failed(str(problem)) from None
    answer(options, made.as_json(), f"{made.out}: {made.bytes:,} bytes, {made.brackets:,} brackets.")
    return 0
