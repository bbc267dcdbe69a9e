from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import ANY, Deed, Office, Sort


class Interpretation(Office):
    name = "goodoffices.interpretation"
    title, home, group = _("Glossary"), "interpretation:glossary", "papers"
    address = "interpretation/"
    help = {ANY: "languages", "glossary": "glossary", "term": "glossary"}
    router = "api.router"
    fragments = {"renderings": "partials.renderings"}
    stylesheets = ("interpretation/interpretation.css",)
    scripts = ("interpretation/terms.js",)
    page_data = "partials.page_data"

    annotations = {ANY: "partials.renderings_beside"}
    actions = {ANY: "partials.actions_on"}
    refresh = {ANY: "partials.renderings"}
    beforehand = "partials.beforehand"
    panels = "partials.choice_in"
    deeds = {"render": Deed(40, _("Render"), "partials.renders_here", "partials.render")}
    rail = "partials.rail"
    places = "queries.places"
    conditions = dict.fromkeys(
        (
            "agenda.accept_solution",
            "agenda.confirm_solution",
            "consultation.carry",
            "consultation.confirm",
            "consultation.convey",
            "consultation.release",
            "interpretation.accept_term",
            "process.accept_ground_rules",
            "process.adopt_agenda",
            "process.adopt_highlights",
        ),
        "understanding.demand_understood",
    )
    warnings = "warning.of_divergent_terms"

    todo = "todo.what_waits"
    unrecorded_todo = "todo.what_waits_unrendered"
    todo_sorts = {"renderings": Sort(50, _("Renderings"))}
    measures = "measures.of_renderings"
