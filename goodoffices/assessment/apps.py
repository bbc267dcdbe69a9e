from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import ANY, Office, Section, Sort


class Assessment(Office):
    name = "goodoffices.assessment"
    title, home, group = _("Implications"), "assessment:sheets", "papers"
    place = 40
    address = "assessment/"
    router = "api.router"
    stylesheets = ("assessment/sheets.css", "assessment/scenarios.css")
    help = {
        **dict.fromkeys(
            ("diagrams", "new_influences", "influences", "joint", "section", "runs", "run", "scenario"), "scenarios"
        ),
        **dict.fromkeys(("precedents", "precedent"), "precedents"),
        ANY: "implications",
    }

    annotations = {ANY: "partials.on_things"}
    actions = {ANY: "partials.actions_on"}
    beforehand = "partials.beforehand"
    rail = "queries.rail"
    places = "queries.places"
    work = "working.work"
    warnings = "naming.warnings"

    todo = "todo.what_waits"
    todo_sorts = {"assessments": Sort(66, _("Assessments"))}
    changes = {
        "assessments": Section(
            "changes.assessments", "assessment/_changed.html", _("Implications"), label=_("Assessment")
        ),
        "scenarios": Section(
            "changes.scenarios", "assessment/_changed_runs.html", _("Scenarios"), label=_("Scenarios")
        ),
    }
