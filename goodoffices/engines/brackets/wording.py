"""The words that tell preambles from what is enacted."""

from __future__ import annotations

import re

PREAMBULAR = re.compile(
    r"(?:(?:Also|Further|Deeply|Gravely|Strongly|Fully|Bearing|Having)\s+)?(?:\w{2,20}ing\b|Having\b|Mindful\b|Aware\b|Convinced\b"
    r"|Concerned\b|Alarmed\b|Conscious\b|Guided\b|Determined\b|Pursuant\b|In (?:pursuit|furtherance|view)\b|In \[|Deeply\b"
    r"|Reaffirmant|Rappelant|Считая|Напоминая|Признавая)"
)
OPERATIVE = re.compile(
    r"(?:Also\s+|Further\s+)?(?:Decides|Requests|Calls|Urges|Invites|Encourages|Welcomes|Notes|Recognizes|Reaffirms|Adopts|Affirms|"
    r"Agrees|Approves|Takes note|Emphasizes|Stresses|Reiterates|Recommends|Resolves|Acknowledges|Expresses|Recalls|Confirms|"
    r"Condemns|Demands|Declares|Endorses|Establishes|Instructs|Commends|Authorizes)\b"
)
ENACTING = re.compile(r"(?:Have|HAVE) (?:agreed|AGREED)|(?:Has|HAS) (?:decided|DECIDED)|(?:Hereby|HEREBY)\b")
PREAMBLE = re.compile(r"(?:Preamble|PREAMBLE|Préambule|Preámbulo|Преамбула|Dibace|الديباجة)\b")
