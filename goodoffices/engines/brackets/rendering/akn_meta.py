"""The metadata that Akoma Ntoso requires: identification of the document, and the organisations named in it."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

from goodoffices.engines.brackets.model.draft import Draft
from goodoffices.engines.brackets.rendering.blocks import Flow
from goodoffices.engines.brackets.rendering.render_options import RenderOptions
from goodoffices.engines.brackets.rendering.visible import visible

_ISO_639_2 = {"en": "eng", "fr": "fra", "ru": "rus", "tr": "tur", "ar": "ara"}
_UNDATED = "0001-01-01"  # the element is required; this is the earliest day it can name


def meta(draft: Draft, shown: Flow, options: RenderOptions) -> str:
    """The `meta` element. It names no author, no day but the one in the options, and no country (“xx”)."""
    day = options.dated.isoformat() if options.dated else _UNDATED
    language = _ISO_639_2.get(shown.language, "und")
    work = "/akn/xx/doc/draft"
    about = f'<FRBRdate date="{day}" name="draft"/><FRBRauthor href="#parties"/>'
    levels = []
    for level, at, more in (
        ("FRBRWork", work, '<FRBRcountry value="xx"/>'),
        ("FRBRExpression", f"{work}/{language}", f'<FRBRlanguage language="{language}"/>'),
        ("FRBRManifestation", f"{work}/{language}.xml", '<FRBRformat value="application/akn+xml"/>'),
    ):
        levels.append(f'<{level}><FRBRthis value="{at}"/><FRBRuri value="{at}"/>{about}{more}</{level}>\n')
    named = "".join(
        f'<TLCOrganization eId="{organisation(party)}" href="/akn/ontology/organization/{organisation(party)}" '
        f"showAs={quoteattr(visible(party))}/>\n"
        for party in _parties(draft)
    )
    return (
        f'<meta>\n<identification source="#parties">\n{"".join(levels)}</identification>\n<references source="#parties">\n'
        '<TLCOrganization eId="parties" href="/akn/ontology/organization/parties" showAs="Parties"/>\n'
        f"{named}</references>\n</meta>\n"
    )


def _parties(draft: Draft) -> list[str]:
    there = [*(bracket.attributions for bracket in draft.brackets), *(option.attributions for option in draft.options)]
    return sorted({one.party for attributions in there for one in attributions})


def organisation(party: str) -> str:
    """A party's eId: letters and digits as they are, every other character by its code point, so that no two names collide.

    >>> organisation("G77 & China")
    'party-G77_20__26__20_China'
    """
    return "party-" + "".join(c if c.isalnum() or c == "-" else f"_{ord(c):x}_" for c in party)
