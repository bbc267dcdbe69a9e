"""Words that distinguish a preamble from operative text."""

from __future__ import annotations

import re

_FAR = 400  # characters between a colon and what it introduces, at most
_MARKUP = " \t\r\n\\*_#[]\xa0\ufeff\u200e\u200f"

PREAMBULAR = re.compile(
    r"(?i:\w{2,20}(?:ando|iendo|yendo)\b(?=.{20})|Conscientes?\b|Consciente\b|Reconnaissant|Soulignant|Considérant|Notant|Préoccupée?s?\b|(?:Ré)?affirmant|Ayant\b"
    r"|Guidée?s?\b|Convaincue?s?\b|Déterminée?s?\b|Désireu|Saluant|Prenant\b|Consciente?s?\b|Convencid|Preocupad|Guiad[oa]s|Decidid[oa]s|Teniendo\b|Poniendo\b|Tomando\b)"
    r"|Ссылаясь|Отмечая|Подч[её]ркивая|Подтверждая|Учитывая|Принимая\b|Сознавая|Будучи\b|Выражая|Стремясь|Руководствуясь|Исходя\b|Приветствуя|Осознавая"
    r"|و?إذ\b|回顾|忆及|回顧|认识到|認識到|注意到|强调|強調|重申|考虑到|铭记|承认|关切|深为|确认|意识到|深信|决心|希望|念及|欢迎"
    r"|(?:(?:Also|Further|Deeply|Gravely|Strongly|Fully|Bearing|Having)\s+)?(?:\w{2,20}ing\b|Having\b|Mindful\b|Aware\b|Convinced\b"
    r"|Concerned\b|Alarmed\b|Conscious\b|Guided\b|Determined\b|Pursuant\b|In (?:pursuit|furtherance|view)\b|In \[|Deeply\b"
    r"|Desirous\b|Resolved\b|Inspired\b|Appalled\b|Profoundly\b|Committed\b|Persuaded\b|Cognizant\b|Disturbed\b|Anxious\b|Encouraged\b|Reaffirmant|Rappelant|Считая|Напоминая|Признавая)"
)
OPERATIVE = re.compile(
    r"(?:Also\s+|Further\s+)?(?:Decides|Requests|Calls|Urges|Invites|Encourages|Welcomes|Notes|Recognizes|Reaffirms|Adopts|Affirms|"
    r"Agrees|Approves|Takes note|Emphasizes|Stresses|Reiterates|Recommends|Resolves|Acknowledges|Expresses|Recalls|Confirms|"
    r"Condemns|Demands|Declares|Endorses|Establishes|Instructs|Commends|Authorizes)\b"
)
ENACTING = re.compile(
    r"(?:Have|HAVE) (?:agreed|AGREED)|(?:Has|HAS) (?:decided|DECIDED)|(?:Hereby|HEREBY)\b|Sont convenu|Han convenido|Согласились|اتفقت|兹协议|达成协议|议定"
)
PREAMBLE = re.compile(
    r"(?:Preamble|PREAMBLE|Préambule|Preámbulo|Преамбула|Dibace|الديباجة|序言|前言)(?![^\W\d_])", re.IGNORECASE
)


def enacts(text: str, at: int) -> bool:
    """Do the words from here on begin like an operative paragraph?

    >>> enacts("5. *Decides* to meet", 2), enacts("5. The Parties", 2)
    (True, False)
    """
    return bool(OPERATIVE.match(text[at : at + 80].lstrip(_MARKUP)))


def introduces(text: str, start: int, at: int) -> bool:
    """Do the words before `at` introduce what begins there, with a colon, a comma or a dash?

    >>> introduces("Each Party shall:\\n(a) go", 0, 18)
    True
    """
    return text[max(start, at - _FAR) : at].rstrip(_MARKUP)[-1:] in {":", "—", ","}
