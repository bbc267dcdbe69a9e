"""Where what was found is read."""

from typing import Any

from django import template

from goodoffices.record.things import Noun

register = template.Library()


@register.simple_tag(takes_context=True)
def read_at(context: Any, thing: Noun) -> str:
    """Its place among others, for the seat that looks."""
    return thing.read_at(context["seat"])
