"""Whether the time that a page takes tells one side what the other did behind closed doors.

South asks for every page and API answer that it has: right after North, or the mediator with North, did something private
in South's own process, and right after the same was done in another process on the same host. If the time of the answer told
the two apart, an AUC would stand away from 0.5 (0.5: a coin; 1.0: always told apart). Processor time of the thread that
answers is taken, not the wall's: it is what an attacker would see on a machine with nothing else to do.
"""

import os
import random
import statistics
import time
from collections.abc import Callable
from math import sqrt
from typing import Any

from benchmarks.figures import Figure, Run
from benchmarks.host import scratch

MOST = 0.55
Samples = dict[
    tuple[str, str], tuple[list[float], list[float]]
]  # (page, act) → times after it, times after one elsewhere


def measure(run: Run) -> None:
    samples = _samples(rounds=2 if run.quick else 7 * run.times)
    pages = {page: _pooled(samples, lambda key, page=page: key[0] == page) for page, _act in samples}
    acts = {act: _pooled(samples, lambda key, act=act: key[1] == act) for _page, act in samples}
    for what, found in (("page", pages), ("private act", acts)):
        worst = max(found, key=lambda name: found[name][0])
        value, half, count = found[worst]
        above = [f"{name} {auc:.3f} ± {width:.3f}" for name, (auc, width, _n) in found.items() if auc > MOST]
        run.add(
            Figure(
                f"time tells apart: worst {what} of {len(found)}, AUC",
                value,
                "",
                at_most=MOST,
                note=f"{worst}: {value:.3f} ± {half:.3f} (95 %), {count:,} answers; above {MOST}: {', '.join(above) or 'none'}",
            )
        )
    whole, half, count = _pooled(samples, lambda _key: True)
    run.add(
        Figure(
            "time tells apart: all pages and acts, AUC",
            whole,
            "",
            at_most=MOST,
            note=f"± {half:.3f}, {count:,} answers",
        )
    )


def auc(after: list[float], otherwise: list[float]) -> float:
    """The chance that an answer after a private act took longer than one without (ties count half): Mann–Whitney's U.

    >>> auc([3.0, 4.0], [1.0, 2.0])
    1.0
    >>> auc([1.0, 2.0], [1.0, 2.0])
    0.5
    """
    ranked = sorted([(value, 1) for value in after] + [(value, 0) for value in otherwise])
    total, place = 0.0, 0
    while place < len(ranked):
        end = place
        while end < len(ranked) and ranked[end][0] == ranked[place][0]:
            end += 1
        rank = (place + 1 + end) / 2
        total += rank * sum(is_after for _value, is_after in ranked[place:end])
        place = end
    n, m = len(after), len(otherwise)
    return (total - n * (n + 1) / 2) / (n * m)


def _pooled(samples: Samples, wanted: Callable[[tuple[str, str]], bool]) -> tuple[float, float, int]:
    """The mean AUC over these strata (each page and act for itself), half of its 95 % interval, and how many answers."""
    found = [
        (auc(after, otherwise), len(after), len(otherwise))
        for key, (after, otherwise) in samples.items()
        if wanted(key)
    ]
    variance = sum((n + m + 1) / (12 * n * m) for _auc, n, m in found) / len(found) ** 2
    return statistics.fmean(value for value, _n, _m in found), 1.96 * sqrt(variance), sum(n + m for _a, n, m in found)


def _samples(rounds: int) -> Samples:
    here, elsewhere, client, pages = _laid()
    from tests.noninterference.private_acts import PRIVATE

    samples: Samples = {(page, act): ([], []) for page in pages for act in PRIVATE}
    order = random.Random(0)
    for _round in range(rounds):
        for name, act in PRIVATE.items():
            for page in order.sample(pages, len(pages)):
                for hidden in order.sample([True, False], 2):
                    act(here if hidden else elsewhere)
                    samples[page, name][0 if hidden else 1].append(_took(client, page))
        print(".", end="", flush=True)
    return {_plainly(key, here.process): value for key, value in samples.items()}


def _took(client: Any, page: str) -> float:
    begun = time.thread_time_ns()
    client.get(page)
    return float(time.thread_time_ns() - begun)


def _plainly(key: tuple[str, str], process: str) -> tuple[str, str]:
    return key[0].replace(process, "…"), key[1]


def _laid() -> tuple[Any, Any, Any, list[str]]:
    folder = scratch() / "timing"
    os.environ |= {"GOODOFFICES_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "goodoffices.site.settings"}
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]  # what the test client calls the host
    call_command("migrate", verbosity=0)

    from goodoffices.accounts.models import Token
    from tests.cast import client_of
    from tests.noninterference.private_acts import Table
    from tests.noninterference.test_cost import addresses

    here, elsewhere = Table.laid(), Table.laid()
    idris = here.seat("idris")
    client = client_of(idris, headers={"authorization": f"Bearer {Token.issue(idris.id, 'his own', 'go_' + 'x' * 40)}"})
    pages = [p for p in addresses(here, idris) if here.process in p and client.get(p).status_code == 200]
    return here, elsewhere, client, pages
