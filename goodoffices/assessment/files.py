"""What the files of this office are called."""

from django.utils.text import slugify

from goodoffices.assessment.models import Influences, Sheet

MOST_OF_TITLE = 40  # characters of a file's name


def file_name(of: Sheet | Influences) -> str:
    """ASCII, whatever the title is written in, and without an ending: what it is, its number, and what Latin letters of the
    title can be kept."""
    what = "implications" if isinstance(of, Sheet) else "influences"
    title = slugify(of.title)[:MOST_OF_TITLE].strip("-")
    return "-".join(filter(None, [what, str(of.number), title]))
