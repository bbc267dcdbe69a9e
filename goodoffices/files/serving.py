"""Gives out the bytes of a file: as a download that no browser opens on our pages, and to its readers alone."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from goodoffices.files import storing
from goodoffices.files.labels import MEDIA
from goodoffices.files.models import File


def download(file: File) -> HttpResponse:
    """The bytes, once they were checked against the record; raises `storing.Damaged`."""
    with storing.whole(file.book_id, file.token, file.sha256) as bytes_of_it:
        answer = HttpResponse(bytes_of_it.read(), content_type=MEDIA[file.type])
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name) or "attachment"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
