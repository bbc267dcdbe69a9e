"""Starts Django for a script that reads the code: with our settings, and an empty data folder."""

import os
import tempfile

import django


def start_django() -> None:
    os.environ.setdefault("GOODOFFICES_DATA", tempfile.mkdtemp())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodoffices.site.settings")
    django.setup()
