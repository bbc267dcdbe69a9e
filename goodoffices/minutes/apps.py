from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import ANY, Office, Section, Sort


class Minutes(Office):
    name = "goodoffices.minutes"
    title, home, group = _("Minutes"), "minutes:minutes", "papers"
    place = 6
    address = "minutes/"
    help = {ANY: "minutes"}
    router = "api.router"
    stylesheets = ("minutes/minutes.css",)

    annotations = {"session": "partials.beside_sessions"}
    sitting = "partials.opens_with"
    panels = "partials.in_the_plenary"
    conditions = {"decisions.put": "locking.demand_unlocked"}
    entails = dict.fromkeys(
        ("decisions.consent", "decisions.expire", "decisions.reveal"), "adopted.locks_what_it_is_about"
    )
    places = "queries.places"

    todo = "todo.what_waits"
    todo_sorts = {"minutes": Sort(75, _("Minutes"))}
    changes = {
        "minutes": Section("changes.minutes", "minutes/_changed.html", _("Minutes"), label=_("Minutes")),
    }
