from goodoffices.record.office import Office


class Live(Office):
    name = "goodoffices.live"
    address = "live/"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from goodoffices.live.credential_version import keep_triggers

        post_migrate.connect(keep_triggers, sender=self)
