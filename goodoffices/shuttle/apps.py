from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import ANY, Deed, Office, Section, Sort


class Shuttle(Office):
    name = "goodoffices.shuttle"
    group = "papers"
    address = "shuttle/"
    help = {ANY: "conveying"}
    router = "api.router"
    fragments = {"releases": "partials.releases"}

    annotations = {ANY: "partials.releases_beside"}
    actions = {ANY: "partials.actions_on"}
    deeds = {
        "release": Deed(30, _("Release"), "partials.releases_here", "partials.actions_on"),
        "convey": Deed(30, _("Convey"), "partials.carries_here", "partials.actions_on"),
    }
    rail = "partials.rail"

    todo = "todo.what_waits"
    todo_sorts = {"releases": Sort(20, _("Releases"))}
    changes = {
        "releases": Section(
            "changes.releases", "shuttle/_changed_releases.html", _("Heard, and carried"), label=_("Release")
        )
    }
    measures = "measures.of_releases"
