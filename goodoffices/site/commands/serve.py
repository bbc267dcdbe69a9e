"""`goodoffices serve`."""

from typing import Any

from goodoffices.site.commands import answer, collect_statics, start


def run(options: Any) -> int:
    start()
    collect_statics()
    from goodoffices.site.serving import serve

    return serve(options.port, lambda url: answer(options, {"url": url}, f"Good Offices is ready: {url}"))
