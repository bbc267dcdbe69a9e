"""The testimonium under a signed text: where and when it was done, in which languages, and with whom it is deposited."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from goodoffices.text.models import Signature


def testimonium(signature: Signature) -> str:
    """“Done at Geneva on 5 March 2026 in Arabic, English, each text being equally authentic. Depositary: …”"""
    languages = sorted(str(get_language_info(code)["name_translated"]) for code in signature.languages)
    day = date_format(date.fromisoformat(signature.date), "j F Y")
    gaps = {"place": signature.place, "date": day, "languages": ", ".join(languages)}
    if len(languages) > 1:
        done = _("Done at %(place)s on %(date)s in %(languages)s, each text being equally authentic.") % gaps
    else:
        done = _("Done at %(place)s on %(date)s in %(languages)s.") % gaps
    if not signature.depositary:
        return done
    return _("%(done)s Depositary: %(depositary)s.") % {"done": done, "depositary": signature.depositary}
