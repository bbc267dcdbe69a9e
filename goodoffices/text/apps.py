from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import ANY, Office, Section, Sort


class Text(Office):
    name = "goodoffices.text"
    title, home, group = _("Texts"), "text:drafts", "papers"
    place = 1
    address = "text/"
    help = {ANY: "texts"}
    router = "api.router"
    stylesheets = ("text/text.css", "text/redline.css")
    scripts = ("text/text.js",)
    fragments = {"draft": "partials.draft", "provision": "partials.provision"}
    places = "queries.places"
    renders = ("provision",)
    annotations = {"issue": "linked.texts_beside"}
    conditions = {"decisions.put": "single.demand_final_call"}

    todo = "todo.what_waits"
    todo_sorts = {"text": Sort(45, _("Texts"))}
    changes = {"texts": Section("changes.texts", "text/_changed.html", _("Texts"), label=_("Texts"))}
