from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import ANY, Office


class Witnesses(Office):
    name = "goodoffices.witnesses"
    title, home, group = _("Witnesses"), "witnesses:witnesses", "setup"
    place = 11
    address = "witnesses/"
    help = {ANY: "witness"}
    router = "api.router"
    stylesheets = ("witnesses/witnesses.css",)
    sitting = "partials.before_you_part"
    of_book = "partials.beside_book"
