from django.apps import AppConfig


class ChairingConfig(AppConfig):
    name = "goodoffices.chairing"
