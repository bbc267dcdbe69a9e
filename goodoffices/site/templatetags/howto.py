"""The line at the foot of a page that leads to its how-to."""

from django import template

from goodoffices.site import howtos

register = template.Library()


@register.simple_tag(takes_context=True)
def how_to_of_page(context: template.Context) -> str:
    """Its name; empty where there is none, and where nothing is there to be explained."""
    return "" if context.get("nowhere") else howtos.name_of_page(context.get("request"))
