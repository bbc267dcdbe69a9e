"""The product in this process, with a data folder of this run: for what is measured without a server around it."""

import os
from functools import cache
from typing import Any

from benchmarks.host import scratch


@cache
def ready() -> None:
    """Django, set up once; rows that need it share its data folder, and each takes a process of its own."""
    os.environ |= {"GOODOFFICES_DATA": str(scratch() / "inside"), "DJANGO_SETTINGS_MODULE": "goodoffices.site.settings"}
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["testserver"]
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.STORAGES = {**settings.STORAGES, **plain}
    call_command("migrate", verbosity=0)


def do(seat: Any, kind: str, **data: Any) -> Any:
    """An act by its kind; the entry that it made."""
    from goodoffices.record.acts import KINDS
    from goodoffices.record.perform import perform

    return perform(KINDS[kind](**data), seat).entry
