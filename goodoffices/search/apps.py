from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import ANY, Office


class Search(Office):
    name = "goodoffices.search"
    title, home, group = _("Search"), "search:search", "papers"
    place = 1
    address = "search/"
    help = {ANY: "search"}
    router = "api.router"
    stylesheets = ("search/search.css",)
    finds = "palette.found"
