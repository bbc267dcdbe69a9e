from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import ANY, Office, Section


class Files(Office):
    name = "goodoffices.files"
    title, home, group = _("Files"), "files:files", "papers"
    place = 6
    address = "files/"
    help = {ANY: "files"}
    router = "api.router"
    scripts = ("files/upload.js",)
    stylesheets = ("files/files.css",)
    fragments = {"attached": "partials.beside_thing"}

    annotations = {ANY: "partials.on_things"}
    actions = {ANY: "partials.actions_on"}
    places = "queries.places"

    changes = {"files": Section("changes.files", "files/_changed.html", _("Files"), label=_("File"))}
