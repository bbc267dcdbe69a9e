from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import Office, Sort


class Briefing(Office):
    name = "goodoffices.briefing"
    place = 1
    address = "briefing/"
    router = "api.router"
    stylesheets = ("briefing/briefing.css",)

    rail = "partials.rail"
    todo_sorts = {"deadlines": Sort(90, _("Days ahead"))}
