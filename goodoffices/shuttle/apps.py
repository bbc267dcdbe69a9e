from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import Office, Section, Sort


class Shuttle(Office):
    name = "goodoffices.shuttle"
    group = "talks"
    address = "shuttle/"
    router = "api.router"

    annotations = {"statement": "partials.releases_beside"}
    actions = {"statement": "partials.actions_on", "solution": "partials.actions_on"}
    rail = "partials.rail"

    todo = "todo.what_waits"
    todo_sorts = {"releases": Sort(20, _("Releases"))}
    changes = {"releases": Section("changes.releases", "shuttle/_changed_releases.html", _("Heard, and carried"))}
    measures = "measures.of_releases"
