from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "goodoffices.accounts"

    def ready(self) -> None:
        import_module("goodoffices.accounts.security_log")  # it listens to who signs in
