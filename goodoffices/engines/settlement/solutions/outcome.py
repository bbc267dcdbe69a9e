"""What one search came to."""

from dataclasses import dataclass, field
from fractions import Fraction

from goodoffices.engines.settlement.certificates.proofs import Proof
from goodoffices.engines.settlement.model import Choice
from goodoffices.engines.settlement.runtime.arrays import IntRow


@dataclass
class Outcome:
    """What a search came to. `proof` is its tree, None where it was cut short; `why` then says what cut it.

    `kept`: nodes below which packages may rank alike. `first`: is the package known to be the first in file order of those
    that rank alike? `surveyed`: was it read off the whole frontier? `limit`: where the search was cut short, what no package
    exceeds in the measure that was looked for; None where nothing is proven.
    """

    choice: Choice | None
    proof: Proof | None
    why: str = ""
    kept: list[IntRow] = field(default_factory=list)
    first: bool = True
    surveyed: bool = False
    limit: Fraction | None = None

    @property
    def complete(self) -> bool:
        return self.proof is not None

    @property
    def exact(self) -> bool:
        return self.complete or self.surveyed
