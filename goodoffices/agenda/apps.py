from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import Office


class Agenda(Office):
    name = "goodoffices.agenda"
    title, home, group = _("Agenda"), "agenda:sheet", "agenda"
    address = "agenda/"
    router = "api.router"
