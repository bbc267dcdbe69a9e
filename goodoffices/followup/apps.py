from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import ANY, Office, Section, Sort


class Followup(Office):
    name = "goodoffices.followup"
    title, home, group = _("Commitments"), "followup:matrix", "afterwards"
    place = 1
    address = "commitments/"
    stylesheets = ("followup/followup.css",)
    help = {
        **dict.fromkeys(("disputes", "dispute", "ladder"), "disputes"),
        "checks": "checks",
        "check": "checks",
        "strategies": "checks",
        ANY: "commitments",
    }
    router = "api.router"
    fragments = {"committed": "partials.beside_thing"}

    annotations = {ANY: "partials.on_things", "ground_rules": "partials.on_rules"}
    actions = {ANY: "partials.actions_on"}
    rail = "queries.rail"
    places = "queries.places"

    todo = "todo.what_waits"
    todo_sorts = {"disputes": Sort(15, _("Disputes")), "commitments": Sort(48, _("Commitments"))}
    changes = {
        "commitments": Section(
            "changes.commitments", "followup/_changed.html", _("Commitments"), label=_("Commitment")
        ),
        "checks": Section("changes.checks", "followup/_changed_checks.html", _("Progress checks"), label=_("Check")),
        "disputes": Section(
            "dispute_waits.changed", "followup/_changed_disputes.html", _("Disputes"), label=_("Dispute")
        ),
    }
    dates = "dates.days_ahead"
