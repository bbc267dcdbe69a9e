"""Operations on option blocks: a further option, provisions turned into options, options merged and split.

A stance on an option is a note on exactly its label, or on the option's own bracket. So it stays with the option whatever
is proposed, bracketed or split among its words. In all else stances are as on brackets.

`labels`    how a group writes its options, so that a new one is written alike
`checking`  does the new text read as it was meant?
`cutting`   what goes when an option is taken or removed
`swallowing`  what seems to stand in an option, and does not go with it
"""

from goodoffices.engines.brackets.operations.options.merging import merge_options, split_option
from goodoffices.engines.brackets.operations.options.proposing import into_options, propose_option

__all__ = ["into_options", "merge_options", "propose_option", "split_option"]
