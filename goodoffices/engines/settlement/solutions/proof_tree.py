"""The proof that a search writes: a tree in which every package lies in some leaf, and every leaf is closed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from goodoffices.engines.settlement.certificates.proofs import WHOLE, Node, Proof, Weights


@dataclass
class ProofTree:
    """A proof while it is written. Weights that come again get the same number."""

    weights: list[Weights] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict, repr=False)

    def number(self, weights: Weights) -> int:
        """The number of these weights."""
        key = repr(weights)
        if key not in self.numbers:
            self.numbers[key] = len(self.weights)
            self.weights.append(weights)
        return self.numbers[key]

    def leaf(self, numbers: Sequence[int]) -> None:
        """A leaf closed by these weights, one level after the other."""
        self.nodes.append(numbers[0] if len(numbers) == 1 else list(numbers))

    def package(self) -> None:
        """A leaf that is a single package."""
        self.nodes.append(WHOLE)

    def branch(self, issue: int, options: Sequence[int]) -> None:
        """A branch on an issue; its children follow in the order of these options."""
        self.nodes.append([-1 - issue, *options])

    def proof(self) -> Proof:
        return {"weights": self.weights, "tree": self.nodes}
