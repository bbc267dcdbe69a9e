"""What all pictures are checked for."""

from goodoffices.engines.papers.kinds import ends_as_archive, is_foreign
from goodoffices.engines.papers.limits import Limits
from goodoffices.engines.papers.told import NotTaken, Told


def check_pixels(width: int, height: int, limits: Limits) -> None:
    """`NotTaken` for a picture that would fill the memory of those who look at it, or that has no extent."""
    if not width or not height:
        raise NotTaken("damaged")
    if width * height > limits.pixels:
        raise NotTaken("pixels", pixels=width * height, most=limits.pixels)


def tell_trailing(rest: bytes, told: Told) -> None:
    """What comes after the end of a picture goes. It may not be a file of its own, though phones append films."""
    if (
        is_foreign(rest)
        or ends_as_archive(rest)
        or rest.lstrip()[:15].lower().startswith((b"<?php", b"<script", b"<html", b"<!doctype"))
    ):
        raise NotTaken("polyglot")
    if rest.strip(b"\x00\t\n\r "):
        told.tell("trailing-removed", len(rest))
