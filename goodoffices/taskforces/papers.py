"""Terms of reference and reports as files: PDF, or for Word."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from goodoffices.process.days import day_of
from goodoffices.process.models import Seat
from goodoffices.process.sheets import sheet
from goodoffices.taskforces.models import TabledReport, Terms
from goodoffices.taskforces.queries import Card, dissents_in, recommendations_of


def terms_as(seat: Seat, card: Card, terms: Terms, form: str) -> bytes:
    dated = day_of(seat.process, terms.adopted_at or terms.at)
    title = _("Terms of reference: %(title)s") % {"title": terms.title}
    return sheet(title, _terms(seat, card, terms), dated, form)


def report_as(seat: Seat, report: TabledReport, form: str) -> bytes:
    title = _("Report: %(title)s") % {"title": report.title}
    return sheet(title, _report(seat, report), day_of(seat.process, report.at), form)


def _terms(seat: Seat, card: Card, terms: Terms) -> Iterator[str]:
    yield f"{seat.process.title}. {terms.citation}. {terms.state_name}."
    if seat.process.notice:
        yield seat.process.notice
    yield _labelled(_("Purpose"), terms.purpose)
    if terms.scope:
        yield _labelled(_("Scope"), terms.scope)
    if terms.out_of_scope:
        yield _labelled(_("Out of scope"), terms.out_of_scope)
    for name, lines in ((_("Deliverables"), terms.deliverables), (_("Milestones"), terms.milestones)):
        if lines:
            yield _labelled(name, "\n".join([_due(each) for each in lines]))
    yield _labelled(_("Sunset"), _day(terms.sunset))
    for side in card.sides:
        who = _("co-chair: %(name)s") % {"name": side.chair.name} if side.chair else _("no co-chair")
        members = "; ".join([other.name for other in side.members])
        yield _labelled(side.party.name, f"{members} ({who})" if members else who)
        if means := terms.means.get(side.party.key):
            yield _labelled(_("Means of %(party)s") % {"party": side.party.name}, means)
    if card.unequal:
        yield _("The numbers of members are unequal.")
    if card.rapporteur:
        yield _labelled(_("Rapporteur"), card.rapporteur.name)
    if terms.reports_to:
        yield _labelled(_("Reports to"), terms.reports_to)
    if terms.partners:
        yield _labelled(_("Partners"), "\n".join(terms.partners))
    adopted = [each.party.name for each in card.adopted.values()]
    if adopted:
        yield _labelled(_("Adopted by"), "; ".join(sorted(adopted)))


def _report(seat: Seat, report: TabledReport) -> Iterator[str]:
    yield f"{seat.process.title}. {report.citation}."
    yield _("Delivered by all co-chairs, without prejudice to any party’s position.")
    yield _("By consensus of the members.") if report.consensus else _("Not by consensus.")
    if seat.process.notice:
        yield seat.process.notice
    if report.words:
        yield report.words
    for each, became in recommendations_of(seat, [report]):
        taken = _("Taken up: %(what)s") % {"what": f"{became.in_words()} ({became.citation})"} if became else ""
        yield "\n".join(filter(None, [f"{_('Recommendation')} {each.ordinal}. {each.words}", taken]))
    for party, words in dissents_in(seat, report):
        yield _labelled(_("Dissent, %(party)s") % {"party": party.name}, words)


def _labelled(label: str, words: str) -> str:
    return f"{label}: {words}" if "\n" not in words else f"{label}:\n{words}"


def _due(each: dict[str, str]) -> str:
    return f"{each['what']} ({_day(each['due'])})" if each["due"] else each["what"]


def _day(text: str) -> str:
    from datetime import date

    return date_format(date.fromisoformat(text), "j F Y")
