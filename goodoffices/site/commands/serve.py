"""`goodoffices serve`."""

import gc
from typing import Any

from goodoffices.site.commands import answer, collect_statics, held, say, start


def run(options: Any) -> int:
    held()
    start()
    gc.disable()  # until it listens: scanning everything that was imported only slows the start
    collect_statics()
    from goodoffices.accounts.models import AdministratorLink
    from goodoffices.site.bytecode import missing
    from goodoffices.site.serving import serve

    if sentence := missing():
        say(sentence)

    from goodoffices.site.commands.clock import watched
    from goodoffices.site.demo import end_demonstration

    secret = AdministratorLink.renew()
    end_demonstration()
    watched()

    def ready(url: str) -> None:
        whole, words = {"url": url}, f"Good Offices is ready: {url}"
        if secret:
            whole["administrator"] = link = f"{url}/account/administrator/{secret}/"
            words += f"\nThis host has no administrator yet. Whoever opens this link first can become it:\n{link}"
        answer(options, whole, words)

    return serve(options.port, ready)
