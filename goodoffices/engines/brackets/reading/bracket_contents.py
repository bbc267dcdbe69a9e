"""What brackets hold: who speaks, and whether they are placeholders. `choices` says which are alternatives to each other."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from goodoffices.engines.brackets.model.spans import Attribution, Bracket, Choice, Loose
from goodoffices.engines.brackets.reading import parties as names
from goodoffices.engines.brackets.reading.choices import Contents, choices_between
from goodoffices.engines.brackets.reading.matching import Matched
from goodoffices.engines.brackets.reading.numbering import OPTION, SUFFIXES
from goodoffices.engines.brackets.reading.numerals import HAN

_MARKUP = r"[\s*_“\"”]*"
_PLACEHOLDER = re.compile(
    rf"""{_MARKUP}(?:
    |(?:by|in|from|until)?\s*(?:the\s)?(?:years?|date|page|session|day|month)?\s*(?:\d{{0,2}}[Xx]{{1,4}}|[XYZN]|x|y|z)(?:\s*(?:date|years?|months?|days?|per\ cent|%|number|percent))?
    |\.{{2,}}|…+|_+|[-–—]+|•+|\?+
    |(?:insert\s)?(?:date|number|name|place|time|year|title|amount|figure|venue|city|blank|to\ be\ (?:determined|completed|decided|confirmed|inserted|added|filled)|TBD|tbd|TBC|tbc)
    |(?:insert|Insert|INSERT|placeholder|Placeholder|PLACEHOLDER)\b[^\[\]]*
    ){_MARKUP}""",
    re.VERBOSE,
)
_LONGEST_PLACEHOLDER = 600
_OPTION = re.compile(
    rf"{_MARKUP}(?:{OPTION})(?:[ \t\xa0]+|(?=[\d{HAN}]))\(?(?P<label>\d{{1,3}}(?:\.\w\b)?|[IVX]{{1,5}}|[A-Za-z]|[{HAN}])\)?"
    rf"(?P<more>[ \t]?(?:{'|'.join(SUFFIXES)})\b)?{_MARKUP}[:：.–—]?{_MARKUP}"
)
_COLON = re.compile("[:：]")


def brackets(
    text: str,
    at: list[int],
    pairs: Matched,
    parties: Set[str],
    ends: Sequence[int],
    heard: Set[str] = frozenset(),
) -> tuple[list[Bracket], list[Choice]]:
    """All matched pairs in text order, and the choices between them.

    at      offsets of the bracket characters; `pairs` says which belong together
    parties names to read as parties', besides the known ones
    ends    where each provision's own text ends: names behind a bracket stand in the provision where it closes
    heard   of a part of a text: names that speak elsewhere in it
    """
    indices, parents, depths = _nested(pairs.partner)
    contents = _contents(text, at, pairs, indices, parties, ends, heard)
    choices = choices_between(text, at, pairs, indices, contents)
    member_of = {member: choice.index for choice in choices for member in choice.members}
    found = []
    for index, token in enumerate(indices):
        start, end = at[token], at[pairs.partner[token]] + 1
        attributions, option, inner_start, inner_end = contents[index][:4]
        found.append(
            Bracket(
                index,
                start,
                end,
                parents[index],
                depths[index],
                inner_start,
                inner_end,
                "placeholder" if _is_placeholder(text, inner_start, inner_end) else "negotiable",
                member_of.get(index, -1),
                option,
                attributions,
                pairs.within[token],
                pairs.within[pairs.partner[token]],
            )
        )
    return found, choices


def loose(at: list[int], opens: list[bool], pairs: Matched, ids: list[str]) -> list[Loose]:
    """The bracket characters without a partner, each with the likely reason. `ids` are those of the provisions."""
    found = []
    for token, partner in enumerate(pairs.partner):
        if partner >= 0:
            continue
        where = pairs.within[token]
        if opens[token]:
            found.append(Loose("left_open", at[token], where, f"Opened in {ids[where]} and not closed there."))
        else:
            found.append(Loose("stray", at[token], where, f"Nothing that is open in {ids[where]} fits this closer."))
    return found


def _nested(partner: list[int]) -> tuple[list[int], list[int], list[int]]:
    """For each pair: its opener's token, the index of the pair around it (or -1), and its depth from 1."""
    indices: list[int] = []
    parents: list[int] = []
    depths: list[int] = []
    stack: list[int] = []
    for token, other in enumerate(partner):
        if other > token:
            parents.append(stack[-1] if stack else -1)
            depths.append(len(stack) + 1)
            stack.append(len(indices))
            indices.append(token)
        elif other >= 0:
            stack.pop()
    return indices, parents, depths


def _contents(
    text: str,
    at: list[int],
    pairs: Matched,
    indices: list[int],
    parties: Set[str],
    ends: Sequence[int],
    elsewhere: Set[str],
) -> list[Contents]:
    """The contents of each pair. A name in parentheses counts if it speaks elsewhere in the draft, so two passes."""
    leading = []
    heard = {*parties, *elsewhere}
    partner = pairs.partner
    for token in indices:
        start, end = at[token] + 1, at[partner[token]]
        option = ""
        attributions, inner = names.before(text, start, end, parties)
        if not attributions and (match := _OPTION.match(text, start, min(end, start + 80))) and _COLON.search(match[0]):
            option, inner = match["label"] + (f" {match['more'].strip()}" if match["more"] else ""), match.end()
        elif not attributions:
            attributions = names.standing(text, start, end, parties)
        heard.update(one.party for one in attributions)
        leading.append((attributions, option, inner))
    found = []
    for token, (attributions, option, inner) in zip(indices, leading, strict=True):
        start, closer = at[token] + 1, at[partner[token]]
        # Converters to Markdown escape brackets: “\[shall\]\[should\]”.
        inner_end = closer - (text[closer - 1] == "\\" and closer > inner)
        alone = bool(attributions) and inner == start  # all of it was read as stances
        trailing: tuple[Attribution, ...] = ()
        if text[inner_end - 1] == ")" and not alone:
            opening = text.rfind("(", max(inner, inner_end - 200), inner_end)
            if opening > inner and (trailing := names.behind(text, opening, inner_end, heard)):
                inner_end = _rstripped(text, inner, opening)
        stop = at[partner[token] + 1] if partner[token] + 1 < len(at) else len(text)
        stop = min(stop, closer + 400, ends[pairs.within[partner[token]]])
        after = names.behind(text, closer + 1, stop, heard)
        end = text.index(")", after[-1].end) + 1 if after else closer + 1
        request = alone or (bool(attributions) and bool(names.takes_a_stance(text, inner, inner_end)))
        others = trailing + after
        attributions += _joining(others, attributions) if request else others
        found.append(Contents(attributions, option, inner, inner_end, end, request))
    return found


def _joining(after: tuple[Attribution, ...], asked: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """Who is named behind a request takes its stance: of “[US: delete] (Chile)” Chile opposes. Who is against it is left out."""
    stances = {one.stance for one in asked}
    if len(stances) > 1:
        return ()
    return tuple(one._replace(stance=asked[0].stance) for one in after if one.stance in {"proposed", "supported"})


def _rstripped(text: str, start: int, end: int) -> int:
    """`end`, moved back over blanks and tabs."""
    while end > start and text[end - 1] in " \t":
        end -= 1
    return end


def _is_placeholder(text: str, start: int, end: int) -> bool:
    return end - start <= _LONGEST_PLACEHOLDER and bool(_PLACEHOLDER.fullmatch(text, start, end))
