"""How much a file may ask of us."""

from dataclasses import dataclass

DISK_FULL = (
    120  # how a child ends that cannot write what it found: Python's own status where its last words do not go out
)


@dataclass(frozen=True)
class Limits:
    """Bounds of one examination. Sizes are in bytes, times in seconds.

    size        of the file that comes
    unpacked    of everything in an archive, together
    ratio       how far a part of an archive may unpack beyond its first megabyte; plain words reach about 10, repetitive
                tables about 100
    members     parts of an archive
    pixels      width by height of one picture, or of each frame or page of it
    frames      of an animation, or pages of a TIFF
    depth       of elements or objects inside each other
    objects     of a PDF
    memory      address space of the child
    processor   time on a processor that the child may use
    wall        time after which the child is killed, whatever it does
    """

    size: int = 50_000_000
    unpacked: int = 400_000_000
    ratio: int = 200
    members: int = 4_000
    pixels: int = 120_000_000
    frames: int = 1_000
    depth: int = 400
    objects: int = 300_000
    memory: int = 1_000_000_000
    processor: int = 20
    wall: float = 60.0
