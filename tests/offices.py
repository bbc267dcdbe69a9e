"""Which offices there are, and what each of them brings to tests that are about all: nothing here lists them."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from django.apps import apps

from goodoffices.record.acts import KINDS
from goodoffices.record.office import offices as declared


def floors() -> list[str]:
    """Every app of ours, as INSTALLED_APPS has them: from the top down."""
    return [config.name.split(".")[-1] for config in apps.get_app_configs() if config.name.startswith("goodoffices.")]


def kinds_of() -> dict[str, set[str]]:
    """The kinds of acts that each office has, by the folder in which they are written."""
    found: dict[str, set[str]] = {}
    for kind, act in KINDS.items():
        found.setdefault(act.__module__.split(".")[1], set()).add(kind)
    return found


def offices() -> list[str]:
    """Whoever declares itself one, or has acts."""
    own = {config.name.split(".")[-1] for config in declared()} | set(kinds_of())
    return [name for name in floors() if name in own]


@cache
def brought(file: str) -> dict[str, ModuleType]:
    """What stands in `goodoffices/<app>/tests/<file>.py`, app by app, where there is such a file."""
    paths = {name: f"goodoffices.{name}.tests.{file}" for name in floors()}
    return {name: import_module(path) for name, path in paths.items() if _is_there(path)}


def _is_there(path: str) -> bool:
    try:
        return find_spec(path) is not None
    except ModuleNotFoundError:  # no folder of tests
        return False
