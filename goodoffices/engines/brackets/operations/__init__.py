"""What parties and the third party do to a draft: pure functions from a draft to a new draft, or to a `Conflict`.

The text holds words and brackets; who has which stance is kept *beside* it, in the draft's notes, so that a text can be shown
with or without its authors, as the ground rules say. Attributions written in the text (“[US: annually]”) count as well.

propose             other words for a span: “shall” → “[shall][should]”
insert, delete, bracket   “[new]”, “[old]”
support, oppose, reserve  a stance on the words of a bracket or an option
withdraw            takes back what a party did there; the last one takes the words, or the brackets, with it
agree, agree_to_none, clean   what all agree to, and nothing else, becomes plain text; what none would have goes
identified, id_of, alternative   permanent ids of alternatives, which stay when words around them change
merge, split        several alternatives into one, one into several; the same for provisions
together            acts made on the same draft, done as one, or the conflicts between them
propose_option, into_options, merge_options, split_option   the same for option blocks, in `options`

Every result is read anew and compared with what was meant. Words that would be read as something else (“Option 1:”, a
bracket without a partner, a new paragraph) are a conflict. Nothing here resolves a conflict.
"""

from goodoffices.engines.brackets.operations.agreeing import Cleaned, agree, agree_to_none, clean
from goodoffices.engines.brackets.operations.conflicts import Conflict
from goodoffices.engines.brackets.operations.identifying import alternative, id_of, identified
from goodoffices.engines.brackets.operations.joint_acts import Act, perform, together, touch
from goodoffices.engines.brackets.operations.merging import merge, split
from goodoffices.engines.brackets.operations.options import into_options, merge_options, propose_option, split_option
from goodoffices.engines.brackets.operations.proposing import (
    bracket,
    delete,
    insert,
    oppose,
    propose,
    reserve,
    support,
)
from goodoffices.engines.brackets.operations.provisions import bracket_provision, merge_provisions, split_provision
from goodoffices.engines.brackets.operations.stances import proposers, stances, supporters
from goodoffices.engines.brackets.operations.withdrawing import withdraw

__all__ = [
    "Act",
    "Cleaned",
    "Conflict",
    "agree",
    "agree_to_none",
    "alternative",
    "bracket",
    "bracket_provision",
    "clean",
    "delete",
    "id_of",
    "identified",
    "insert",
    "into_options",
    "merge",
    "merge_options",
    "merge_provisions",
    "oppose",
    "perform",
    "propose",
    "propose_option",
    "proposers",
    "reserve",
    "split",
    "split_option",
    "split_provision",
    "stances",
    "support",
    "supporters",
    "together",
    "touch",
    "withdraw",
]
