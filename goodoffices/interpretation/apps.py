from django.apps import AppConfig


class InterpretationConfig(AppConfig):
    name = "goodoffices.interpretation"
