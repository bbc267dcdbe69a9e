from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RecordConfig(AppConfig):
    name = "goodoffices.record"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.core.checks import register

        from goodoffices.record.checks import sqlite_is_durable

        register(sqlite_is_durable)
        # Every office's acts become known by being written down: there is no registry to edit.
        autodiscover_modules("acts")
