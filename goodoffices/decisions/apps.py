from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import ANY, Office, Section


class Decisions(Office):
    name = "goodoffices.decisions"
    title, home, group = _("Decisions"), "decisions:decisions", "papers"
    place = 5
    address = "decisions/"
    help = {ANY: "decisions"}
    router = "api.router"
    fragments = {"decided": "partials.beside_thing"}

    annotations = {ANY: "partials.on_things"}
    actions = {ANY: "partials.actions_on"}
    entails = {
        "agenda.accept_solution": "accepting.counts_as_consent",
        "agenda.reserve_solution": "accepting.takes_consent_back",
        "agenda.support_solution": "accepting.takes_consent_back",
    }
    places = "queries.places"

    todo = "todo.what_waits"
    changes = {
        "decisions": Section("changes.decisions", "decisions/_changed.html", _("Decisions"), label=_("Decision")),
    }
    dates = "dates.expiries"
