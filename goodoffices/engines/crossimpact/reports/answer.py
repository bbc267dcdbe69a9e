"""Everything that one run found, as one JSON object. Variants are counted from 1, as ScenarioWizard does."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from goodoffices.engines.crossimpact.model.matrix import Matrix, counted
from goodoffices.engines.crossimpact.reports.plain import Object, measures, number, scenario
from goodoffices.engines.crossimpact.search.solving import Result

if TYPE_CHECKING:
    from goodoffices.engines.crossimpact.questions.attractors import Attractors
    from goodoffices.engines.crossimpact.questions.flips import Flips
    from goodoffices.engines.crossimpact.questions.least_flips import LeastFlips
    from goodoffices.engines.crossimpact.questions.robust import Robust


@dataclass
class Answer:
    """`sentences`: what is worth saying beside the answer, such as what was missing in the file."""

    matrix: Matrix
    result: Result
    engine: str
    attractors: "Attractors | None" = None
    flips: "Flips | None" = None
    wish: dict[int, int] = field(default_factory=dict)
    least: "LeastFlips | None" = None
    robust: "Robust | None" = None
    seconds: float = 0.0
    sentences: list[str] = field(default_factory=list)

    def object(self) -> Object:
        result, matrix = self.result, self.matrix
        found: Object = {
            "descriptors": [{"name": each.name, "variants": list(each.variants)} for each in matrix.descriptors],
            "configurations": counted(matrix.configurations),
            "status": result.status,
            "proven": result.proven,
            "count": None if result.count is None else counted(result.count),
            "consistent": [scenario(matrix, each) for each in result.consistent],
        }
        if result.near_asked:
            found["near_asked"] = number(matrix.value(result.near_asked))
            found["near"] = [scenario(matrix, each) for each in result.near]
        if result.fixed:
            found["fix"] = measures(matrix, result.fixed.items())
        if self.attractors or self.flips or self.least or self.robust:
            found |= self._further()
        return found | {
            "notes": [*matrix.notes],
            "matrix": matrix.hash,
            "engine": self.engine,
            "seconds": round(self.seconds, 6),
        }

    def _further(self) -> Object:
        from goodoffices.engines.crossimpact.reports import further

        matrix, found = self.matrix, Object()
        if self.attractors is not None:
            found["attractors"] = further.attractors(self.attractors)
        if self.flips is not None:
            found["flips"] = further.flips(matrix, self.flips)
        if self.least is not None:
            found["wish"] = measures(matrix, self.wish.items())
            found["least_flips"] = further.least_flips(matrix, self.least)
        if self.robust is not None:
            found["robust"] = further.robust(matrix, self.robust)
        return found
