"""Words that take a stance and say nothing else: “delete”, “prefers to retain”, “scrutiny reservation”, “pending capital”.

A stance must never come out reversed. So words count only if all of them are understood, signs multiply (“opposes deletion” supports),
and what contradicts itself (“delete, or retain in brackets”) is no stance.
"""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Literal

from goodoffices.engines.brackets.model.spans import Stance

LONGEST = 160
_END = r"(?![^\W\d_])"  # a footnote digit may follow: “propose2”

# What each group of words does to a stance, in the languages of drafts.
_FAMILIES: dict[str, str] = {
    "elsewhere": r"options?|alternatives?|variants?|variantes?|вариант\w{0,2}",
    "not": r"not|never|cannot|can['’]t|don['’]t|doesn['’]t|unable[ ]to|without|against|contre|en[ ]contra(?:[ ]de)?|ne[ ]pas|против|не|不",
    "withdraw": r"withdr(?:aws?|awn|ew|awing)|retire[ ]sa[ ]proposition|retira[ ]su[ ]propuesta|снимает[ ]предложение",
    "reserve": r"""(?:(?:maintains?|keeps?|has|have|enters?|with|under|a|on)[ ](?:a[ ]|its[ ]|their[ ])?)?
        (?:(?:general|full|substantive|scrutiny|study|parliamentary|drafting|language)[ ]){0,3}reserv(?:es?|ed|ing|ations?)
            (?:[ ](?:its|the|their)[ ]right[ ]to[ ](?:revert|come[ ]back|return))?
        |(?:general[ ]|full[ ])?scrutiny|ad[ -]?referendum|ad[ ]ref\b\.?|pending|(?:still[ ])?await(?:s|ing)?|(?:to|will|wants?[ ]to)[ ]revert
        |under[ ](?:consideration|review|internal[ ]consideration|scrutiny)|still[ ]considering|considering|being[ ]considered
        |(?:still[ ]|to[ ])?consult(?:ing|s)?[ ](?:with[ ])?(?:capitals?|internally)|(?:still[ ]|to[ ])?check(?:ing|s)?[ ](?:with[ ]|in[ ])?capitals?
        |(?:needs?|to)[ ](?:be[ ])?(?:consult|check|confirm(?:ed)?)|tb[cd]|placeholder|no[ ]position(?:[ ]yet)?|position[ ]reserved
        |(?:place|put|keep|kept|remain|leave|retain)(?:[ ](?:this|it|the[ ](?:text|paragraph|words?)|paragraph|text))?[ ](?:in|within)[ ](?:square[ ])?brackets|(?:square[ ])?brackets?|bracketed|in[ ]brackets|study[ ]reserve
        |réserv(?:e|es|er|é|ée)|en[ ]attente|sous[ ]réserve|entre[ ]crochets|crochets|à[ ]l['’]examen
        |reserv(?:a|as|ado|arse)|pendiente|entre[ ]corchetes|corchetes|en[ ]estudio
        |оговорк\w{1,3}|резервиру(?:ет|ют)|в[ ](?:квадратн\w{2,3}[ ])?скобк\w{1,3}|на[ ]рассмотрении
        |تحفظ|تتحفظ|يتحفظ|قيد[ ]النظر|(?:بين[ ])?(?:قوسين|معقوفين)|保留(?:立场|立場|意见|意見)|待定|待议|审议中|方括号|çekince|rezerv|Vorbehalt""",
    "delete": r"""delet(?:es?|ed|ions?|ing)|strikes?(?:[ ]out)?|str(?:uck|icken)(?:[ ]out)?|striking(?:[ ]out)?|remov(?:es?|ed|al|ing)|omit(?:s|ted|ting)?|omission
        |(?:take|taken|taking)[ ]out|drop(?:s|ped|ping)?|supprim(?:er|ée?|e)|suppression|biffer|éliminer|à[ ]supprimer
        |suprim(?:ir|ido|ida|e)|supresión|elimin(?:ar|ación|ado|ada)|tachar|исключить|исключение|удалить|удаление|вычеркнуть|снять
        |حذف|يحذف|تحذف|شطب|删除|刪除|删去|刪去|silin(?:sin|mesi)|çıkar(?:ılsın|ılması)|streichen|Streichung|eliminação""",
    "retain": r"""retain(?:s|ed|ing)?|retention|keep(?:s|ing)?|kept|maintain(?:s|ed|ing)?|leave(?:[ ]as[ ]is)?|preserve
        |conserver|maintenir|maintien|garder|retenir|mantener|conservar|retener|mantenimiento|сохранить|сохранение|оставить
        |(?:ال)?إبقاء(?:[ ]على)?|(?:ال)?احتفاظ|保留(?:案文|该款|此款|本款|原文|该条|本条)|维持|維持|kalsın|korunsun|beibehalten|manter""",
    "support": r"""support(?:s|ed|ing|ive)?|agree(?:s|d|ment)?|accept(?:s|ed|able|ing)?|endorse(?:s|d)?|in[ ]favou?r|favou?rs?|can[ ]live[ ]with|ok|okay|approve[sd]?
        |go(?:es)?[ ]along|appu(?:ie|yer|ient|yé)|sout(?:ient|enir|iennent)|accepter?|d['’]accord|apoy(?:a|ar|an)|de[ ]acuerdo
        |поддержива(?:ет|ют)|поддержать|согласн?[аы]?|(?:ت|ي)ؤيد|(?:ت|ي)دعم|تأييد|支持|同意|赞成|贊成|destekl(?:iyor|er|emektedir)""",
    "oppose": r"""oppos(?:es?|ed|ing|ition)|object(?:s|ed|ions?|ing)?|reject(?:s|ed|ion|ing)?|disagree(?:s|d)?|s['’]oppos(?:e|ent|er)|rejette
        |se[ ]opone|oponerse|rechaza|возража(?:ет|ют)|отклоня(?:ет|ют)|(?:ت|ي)عارض|(?:ت|ي)رفض|反对|反對|karşı|ablehnen""",
    "propose": r"propos(?:es?|ed|als?|ing|er|ent)|suggest(?:s|ed|ions?|ing)?|proposition|propuest[ao]s?|propon(?:e|en)|предлага(?:ет|ют)|предложение|(?:ت|ي)قترح|اقتراح|提议|提議|建议|建議|öner(?:iyor|ir|isi)",
    "unclear": r"保留|保有",  # both “retain” and “reserve”
    "filler": r"""a|an|or|the|its|their|our|to|on|for|of|in|we|with|from|be|is|are|as|at|and|has|have|had|do|does|this|these|that|it|all|both|entire|entirely|whole|full
        |text|paragraphs?|paras?\.?|subparas?|sub-?paragraphs?|sentences?|articles?|provisions?|words?|wording|phrase|language|line|item|chapeau|footnote|title|here
        |first|second|third|last|final|previous|next|original|above|below|positions?|capitals?|instructions?|(?:internal|further|domestic|public)[ ]?|consultations?|consideration
        |will|would|like|wish(?:es)?|wants?|prefers?|asks?|requests?|seeks?|should[ ]be|must[ ]be|shall[ ]be|could[ ]be|please|time|stage|until|later|now|still|yet|strongly|firmly|further|outcome|discussions?|negotiations?
        |general|substantive|study|internal|confirmation|proposal|same|entirety|its[ ]entirety|comma|term|example
        |\(?[a-z\d]{1,2}(?:\.\d+)?(?:[ ]?bis)?\)
        |le|la|les|l['’]|de|du|des|d['’]|à|au|ce|cette|paragraphe|texte|mot|mots|article|en|sa|son|position|instructions|d['’]instructions|examen|d['’]examen
        |el|los|las|del|al|este|esta|párrafo|texto|palabras?|su|posición|instrucciones|estudio
        |этот|это|пункт|текст|слова?|статью|свою|позицию|по|هذه|هذا|الفقرة|النص|الكلمة|عبارة|此|该|该款|本款|案文|立场|待""",
}  # fmt: skip
_TOKENS = re.compile(
    r"[\s*_.,“”\"'’،、，。-]+|\d{1,3}[.)]?"
    + "".join(f"|(?P<{name}>(?:{pattern}){_END})" for name, pattern in _FAMILIES.items()),
    re.IGNORECASE | re.VERBOSE,
)
_QUOTED = re.compile(r"[\s:]*(?:[“\"«][^“”\"«»\[\]]{1,120}[”\"»][\s.,;]*(?:and|or|et|y|,)?[\s.]*)+")
_TALKS = re.compile(
    r"(?:see|cf\.?|refer(?:s|ence)?[ ]to)[ ](?:also[ ])?(?:comments?|above|below|articles?|paragraphs?|notes?|options?|our|the[ ]proposal|footnote)\b|comments?\b"
    r"|(?:to[ ]be[ ])?(?:moved?|merged?|relocated?)[ ](?:to|with|from|under|into)\b|to[ ]be[ ](?:discussed|clarified|reviewed|redrafted)\b"
    r"|flexible\b|(?:agree|align)(?:s|ed)?[ ](?:itself[ ])?with\b|same[ ]as\b|joins?[ ](?:the|in|others)\b"
    r"|supports?[ ](?:the[ ])?(?:proposals?|text|language|position|amendments?|suggestions?|version|comments?)[ ](?:of|by|from|made)\b"
    r"|text[ ]under\b|(?:asks|requests|seeks|needs)[ ](?:for[ ])?clarif|question\b",
    re.IGNORECASE,
)
_FOLLOWS = re.compile(r"(?:[Ss]upports?|[Jj]oins|[Aa]grees? with|[Aa]ppuie|[Aa]poya) (?:the )?[A-Z]")
_AMENDS = re.compile(r"(?:delet(?:e|ion)|strike|supprimer|suprimir|исключить|حذف|删除)\b", re.IGNORECASE)

Said = Stance | Literal["unclear"] | None


def stance_of(words: str) -> Said:
    """The stance that these words take if they say nothing else; "unclear" if they only talk about the text, but not clearly for or
    against it; None if they are words for the text itself.

    >>> [stance_of(words) for words in ("delete", "opposes deletion", "pending capital", "keep or delete", "delete the file")]
    ['opposed', 'supported', 'reserved', 'unclear', 'unclear']
    >>> [stance_of(words) for words in ("shall maintain", "remove barriers", "or signals")]
    [None, None, None]
    """
    if not words or len(words) > LONGEST:
        return None
    found = _families(words)
    if found is None:
        return _of_quotation(words)
    signs = found - {"filler"}
    return _combined(signs) if signs else None


def _families(words: str) -> Set[str] | None:
    """The groups that all of these words belong to; None if one belongs to none."""
    at, found = 0, set()
    while at < len(words):
        match = _TOKENS.match(words, at)
        if match is None or match.end() == at:
            return None
        if match.lastgroup:
            if match.lastgroup in found and match.lastgroup == "not":
                found.add("twice")
            found.add(match.lastgroup)
        at = match.end()
    return found


def _combined(signs: Set[str]) -> Said:
    """The stance of words of these groups together."""
    if "unclear" in signs:
        return "unclear"
    if "elsewhere" in signs:  # “supports Option 2”
        return "unclear" if len(signs) > 1 else None
    if "withdraw" in signs:
        return "withdrawn" if signs <= {"withdraw", "propose", "support", "oppose", "reserve"} else "unclear"
    if "reserve" in signs:
        return "reserved" if signs <= {"reserve", "propose", "support", "retain"} else "unclear"
    if "twice" in signs or {"delete", "retain"} <= signs or {"support", "oppose"} <= signs:
        return "unclear"
    negative = signs & {"not", "oppose", "delete"}
    if {"not", "oppose"} <= signs or len(negative) > 2:
        return "unclear"  # “does not oppose” is no support
    if signs <= {"propose"}:
        return "proposed"
    if "propose" in signs and not signs & {"delete", "retain"}:
        return "unclear"
    if signs == {"not"}:
        return "unclear"
    return "opposed" if len(negative) == 1 else "supported"


def _of_quotation(words: str) -> Said:
    """Of “delete “shall””: the party is against the words it quotes. What asks for other changes is no stance on anything here."""
    opening = re.search(r"[:“\"«]", words)
    said = _families(words[: opening.start()]) if opening else None
    if said and opening and _QUOTED.fullmatch(words, opening.start()):
        signs = said - {"filler"}
        return _combined(signs) if signs & {"delete", "retain"} else None
    return "unclear" if _AMENDS.match(words) or _TALKS.match(words) or _FOLLOWS.match(words) else None
