"""The testimonium under a signed text: where and when it was done, in which languages, and with whom it is deposited."""

from django.utils.translation import gettext as _

from goodoffices.text.languages import name_of
from goodoffices.text.models import Signature


def testimonium(signature: Signature) -> str:
    """“Done at Geneva on 2026-03-05 in Arabic and English, each text being equally authentic. Depositary: …”"""
    languages = [name_of(code) for code in sorted(signature.languages, key=name_of)]
    gaps = {"place": signature.place, "date": signature.date, "languages": ", ".join(languages)}
    if len(languages) > 1:
        done = _("Done at %(place)s on %(date)s in %(languages)s, each text being equally authentic.") % gaps
    else:
        done = _("Done at %(place)s on %(date)s in %(languages)s.") % gaps
    if not signature.depositary:
        return done
    return _("%(done)s Depositary: %(depositary)s.") % {"done": done, "depositary": signature.depositary}
