"""Reading: bytes into a tree, and its figures; beside it the count by hand that needs no tree."""

from collections.abc import Iterator
from pathlib import Path

from benchmarks.text.drafts import draft
from benchmarks.text.measuring import Measured, peak_apart, timed
from goodoffices.engines.brackets import cli, read
from goodoffices.engines.brackets.counting import metrics

SIZES = (55_000, 125_000, 250_000, 500_000, 1_000_000)
REAL = Path(__file__).parents[3] / "shared" / "data" / "texts"


def measure(runs: int, most: int) -> Iterator[Measured]:
    """A row for each size up to `most` words, and for each real draft at hand."""
    for path in sorted(REAL.glob("*.*")):
        data, markdown = path.read_bytes(), cli.is_markdown(path)
        row = Measured(f"read {path.name}", len(data.split()), data.count(b"["))
        row.seconds = timed(lambda data=data, markdown=markdown: read(data, markdown=markdown), runs)
        yield row
    for size in (size for size in SIZES if size <= most):
        text = draft(size)
        data = text.encode()
        row = Measured("read", metrics.words(text), text.count("["), goal=0.3 if size == SIZES[0] else 0.0)
        row.seconds = timed(lambda data=data: read(data), runs)
        row.peak = peak_apart(
            f"from benchmarks.text.drafts import draft; from goodoffices.engines.brackets import parse; parse(draft({size}))"
        )
        yield row
        row = Measured("read, count, write back", metrics.words(text), text.count("["))
        row.seconds = timed(lambda data=data: cli.inspected(cli.Loaded(data, read(data))), runs)
        yield row
        row = Measured("… by hand: raw brackets nested", metrics.words(text), text.count("["))
        row.seconds = timed(lambda text=text: metrics.plain(text), runs)
        yield row
