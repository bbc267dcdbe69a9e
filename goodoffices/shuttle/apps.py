from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import ANY, Office, Section, Sort


class Shuttle(Office):
    name = "goodoffices.shuttle"
    group = "talks"
    address = "shuttle/"
    help = {ANY: "conveying"}
    router = "api.router"
    fragments = {"releases": "partials.releases"}

    annotations = {ANY: "partials.releases_beside"}
    actions = {ANY: "partials.actions_on"}
    rail = "partials.rail"

    todo = "todo.what_waits"
    todo_sorts = {"releases": Sort(20, _("Releases"))}
    changes = {"releases": Section("changes.releases", "shuttle/_changed_releases.html", _("Heard, and carried"))}
    measures = "measures.of_releases"
