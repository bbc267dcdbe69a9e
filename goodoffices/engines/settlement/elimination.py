"""Issues that hang together (dependencies, exclusions), taken together until only independent blocks are left."""

from goodoffices.engines.settlement import blocks
from goodoffices.engines.settlement.blocks import Block
from goodoffices.engines.settlement.budget import Pace
from goodoffices.engines.settlement.model import Case, Unusable
from goodoffices.engines.settlement.scaled import Scaled


class Entangled(Unusable):
    """Too many issues hang together for the frontier; direct solutions can still be found."""


def parts(case: Case, scaled: Scaled, pace: Pace) -> list[Block]:
    """The case as independent blocks."""
    if not case.separable:
        raise Entangled("The frontier of a case with dependencies cannot be built yet. Ask for direct solutions.")
    return [blocks.of_issue(scaled, issue) for issue in range(len(scaled.worth))]
