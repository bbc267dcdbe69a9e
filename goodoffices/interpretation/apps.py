from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import ANY, Office, Sort


class Interpretation(Office):
    name = "goodoffices.interpretation"
    title, home, group = _("Glossary"), "interpretation:glossary", "talks"
    address = "interpretation/"
    router = "api.router"
    fragments = {"renderings": "partials.renderings"}
    stylesheets = ("interpretation/interpretation.css",)
    scripts = ("interpretation/terms.js",)
    page_data = "partials.page_data"

    annotations = {ANY: "partials.renderings_beside"}
    actions = {ANY: "partials.actions_on"}
    refresh = {ANY: "partials.renderings"}
    panels = "partials.choice_in"
    warnings = "warning.of_divergent_terms"

    todo = "todo.what_waits"
    todo_sorts = {"renderings": Sort(50, _("Renderings"))}
    measures = "measures.of_renderings"
