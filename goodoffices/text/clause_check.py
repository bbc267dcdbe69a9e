"""The clauses of a text, checked: what `engines/clauses` found, in the reader's words. Beside the text, never a gate."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from goodoffices.engines.clauses import Clause, Elements, Finding, Report, report
from goodoffices.process.models import Seat
from goodoffices.record.cache import cached
from goodoffices.record.scope import seen_by
from goodoffices.text.languages import original_of
from goodoffices.text.models import Draft, Provision
from goodoffices.text.working import provisions_of


@dataclass(frozen=True)
class Remark:
    """One finding on a page: a sentence, the words that it is about, and the other provision, if there is one."""

    sentence: str
    words: str
    other: Provision | None = None
    provision: Provision | None = None


@dataclass(frozen=True)
class Checked:
    """What was found in a text. `english`: whether the rules for words were used."""

    remarks: tuple[Remark, ...]
    elements: tuple[tuple[Provision, Elements], ...]
    english: bool


@cached
def report_of(seat: Seat, draft: str) -> tuple[str, Report]:
    """The language that was taken, and the engine's report."""
    found = Draft.objects.seen_by(seat).select_related("book").get(id=draft)
    language, _said = original_of(found)
    return language, report(clauses_of(provisions_of(seen_by(seat), draft)), language)


def clauses_of(provisions: Iterable[Provision]) -> list[Clause]:
    """The provisions as the engine takes them: each with the labels down to it from its article."""
    rows = list(provisions)
    by_id = {each.id: each for each in rows}
    return [Clause(each.id, *_path(each, by_id)) for each in rows]


def _path(provision: Provision, by_id: dict[str, Provision]) -> tuple[tuple[str, ...], str, bool]:
    labels: list[str] = []
    above: Provision | None = provision
    article = False
    while above is not None and not article:
        kind, label = above.shape["kind"], above.shape["label"]
        if label and kind not in ("heading", "option"):
            labels.insert(0, label)
        article = kind == "article"
        above = by_id.get(above.shape["parent"])
    return tuple(labels), provision.words, article


def check_of(seat: Seat, draft: Draft, only: Provision | None = None) -> Checked:
    """Of a text, or of one provision in it."""
    language, found = report_of(seat, draft.id)
    if only is not None:
        found = found.of(only.id)
    wanted = {each.clause for each in found.findings} | {each.where for each in found.findings}
    wanted |= {each.clause for each in found.elements}
    rows = Provision.objects.seen_by(seat).filter(id__in=wanted - {""}).select_related("book")
    by_id = {each.id: each for each in rows}
    return Checked(
        tuple(_remark(each, by_id) for each in found.findings),
        tuple((by_id[each.clause], each) for each in found.elements if each.clause in by_id),
        language == "en",
    )


def _remark(finding: Finding, by_id: dict[str, Provision]) -> Remark:
    return Remark(in_words(finding), finding.words, by_id.get(finding.where), by_id.get(finding.clause))


def in_words(finding: Finding) -> str:
    """A finding as a sentence."""
    gaps = {"words": finding.words, "other": finding.other}
    return SENTENCES[finding.sort]() % gaps


#: By sort; called when a page is drawn, so that each is in the reader's language.
SENTENCES = {
    "no_article": lambda: _("“%(words)s”: there is no Article %(other)s in this text."),
    "no_paragraph": lambda: _("“%(words)s”: this text has no Article %(other)s."),
    "undefined": lambda: _("“%(words)s”: nothing in this text says what that is."),
    "unused": lambda: _("“%(words)s” is defined here, and used nowhere."),
    "defined_twice": lambda: _("“%(words)s” is defined in two places."),
    "number_differs": lambda: _("“%(words)s”: the words and the figures differ (%(other)s)."),
    "quantity_differs": lambda: _("“%(words)s” here; in another place, which seems to mean the same, “%(other)s”."),
    "no_verification": lambda: _("There are duties, and no provision says how it is verified that they are met."),
    "no_interpretation": lambda: _("There are duties, and no provision says who decides what the text means."),
}

MISSING = {
    "who": lambda: _("who"),
    "when": lambda: _("by when"),
    "verified": lambda: _("how it is verified"),
    "interpreted": lambda: _("who interprets it"),
}


def missing_in_words(elements: Elements, words: str) -> str:
    """“Not said here: by when, how it is verified.” And that brackets in the words were left out, where there are any."""
    said = []
    if elements.binding and elements.missing:
        missing = ", ".join([MISSING[name]() for name in elements.missing])
        said.append(_("Not said here: %(missing)s.") % {"missing": missing})
    if "[" in words:
        said.append(_("The brackets are left out here: wordings to choose from stand one after the other."))
    return " ".join(said)
