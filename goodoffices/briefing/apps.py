from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import ANY, Office, Sort


class Briefing(Office):
    name = "goodoffices.briefing"
    group = "desk"
    address = "briefing/"
    help = {ANY: "desk-and-brief"}
    router = "api.router"
    stylesheets = ("briefing/briefing.css",)

    rail = "partials.rail"
    todo_sorts = {"deadlines": Sort(90, _("Days ahead"))}
