from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import ANY, Office, Sort


class Briefing(Office):
    name = "goodoffices.briefing"
    group = "table"
    place = 0
    address = ""
    help = {
        ANY: "desk-and-brief",
        "calendar": "calendar",
        "calendar-line": "calendar",
        "calendar-subscription": "calendar",
    }
    router = "api.router"
    stylesheets = ("briefing/briefing.css", "briefing/today.css", "briefing/calendar.css")
    scripts = ("briefing/unfold.js",)

    rail = "partials.rail"
    unrecorded_todo = "reminders.of_days"
    todo_sorts = {"reminders": Sort(80, _("Reminders")), "deadlines": Sort(90, _("Days ahead"))}
