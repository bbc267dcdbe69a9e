"""How long it takes to examine large files, and to start the child that does: `python -m benchmarks.papers`."""

import os
import random
import resource
import statistics
import tempfile
import time
import zlib
from pathlib import Path

from goodoffices.engines.papers.examining import examine
from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.tests.making import docx, jpeg, pdf, stream

MEGABYTE = 1_000_000


def words(size: int) -> str:
    """Paragraphs of random words, as Word writes them, that take about `size` bytes when packed."""
    chance = random.Random(7)
    vocabulary = [
        "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 11))) for _each in range(8_000)
    ]
    run = '<w:p w:rsidR="00AB12CD"><w:r w:rsidRPr="00AB12CE"><w:rPr><w:lang w:val="en-GB"/></w:rPr><w:t>%s</w:t></w:r></w:p>'
    return "".join(run % " ".join(chance.choices(vocabulary, k=40)) for _each in range(size // 165))


def scan(size: int) -> bytes:
    """Random bytes as they stand in a JPEG."""
    return random.Random(7).randbytes(size).replace(b"\xff", b"\xff\x00")


def pages(size: int) -> bytes:
    """A PDF of photos, packed texts and 20,000 small objects."""
    image = "/Type /XObject /Subtype /Image /Width 2000 /Height 1500 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode"
    photos = [stream(image, jpeg(scan=scan(MEGABYTE))) for _each in range(size * 3 // 4 // MEGABYTE)]
    texts = [
        stream("/Filter /FlateDecode", zlib.compress(os.urandom(MEGABYTE))) for _each in range(size // 4 // MEGABYTE)
    ]
    small = [f"<< /Type /Thing /Number {number} /Box [0 0 {number} 9] >>" for number in range(20_000)]
    many = [*photos, *texts, *small]
    return pdf(*many, page="/Things [" + " ".join(f"{number} 0 R" for number in range(5, 5 + len(many))) + "]")


def processor() -> float:
    """Seconds that children have used on a processor."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(data: bytes, folder: Path, times: int) -> tuple[float, float, float, int]:
    """Median and best wall seconds, seconds on a processor for one, and the size of what is kept."""
    came, taken, kept = folder / "came", [], 0
    before = processor()
    came.write_bytes(data)
    for _each in range(times):
        began = time.perf_counter()
        with examine(came, "paper", Limits(), folder) as examined:
            taken.append(time.perf_counter() - began)
            kept = examined.size
    return statistics.median(taken), min(taken), (processor() - before) / times, kept


def main() -> None:
    files = {
        "a line of text": (b"Article 1\n", 21),
        "docx, words": (docx(words(10 * MEGABYTE)), 3),
        "jpeg": (jpeg(scan=scan(20 * MEGABYTE), width=8_000, height=6_000), 5),
        "pdf": (pages(40 * MEGABYTE), 3),
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, (data, times) in files.items():
            median, best, used, kept = timed(data, Path(folder), times)
            sizes = f"{len(data) / MEGABYTE:5.1f} MB, kept {kept / MEGABYTE:5.1f} MB"
            print(f"{name:15} {sizes}: median {median:6.3f} s, best {best:6.3f} s, on a processor {used:6.3f} s")
    print(f"largest child    {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_000:6.0f} MB resident")


if __name__ == "__main__":
    main()
