from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RecordConfig(AppConfig):
    name = "goodoffices.record"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.core.checks import register
        from django.db.models.signals import post_migrate

        from goodoffices.record.checks import sqlite_is_durable
        from goodoffices.record.structure import put_triggers

        register(sqlite_is_durable)
        post_migrate.connect(put_triggers, sender=self)
        # Every office's acts become known by being written down: there is no registry to edit.
        autodiscover_modules("acts")
