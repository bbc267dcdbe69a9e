"""What a proof looks like in a certificate; the format stands in docs/reference/settlement.md."""

from typing import TypeAlias, TypedDict

#: Multipliers as certificates have them: one for each measured party; or three parts.
Weights: TypeAlias = list[int] | list[list[int] | int]
#: The number of the weights that close a leaf; a list of such numbers, one for each level; `WHOLE`; or a branch,
#: [−1 − issue, option, option …], whose children follow in that order.
Node: TypeAlias = int | list[int]

#: What stands for a package itself, where every issue is fixed.
WHOLE = -1


class Proof(TypedDict):
    """A tree as certificates have it: weights by number, and nodes in preorder."""

    weights: list[Weights]
    tree: list[Node]
