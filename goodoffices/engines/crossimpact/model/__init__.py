"""What is judged: descriptors, variants and judgements, exact.

matrix     the cross-impact matrix, its hash and its plain form
choosing   variants named by people: `Descriptor=Variant`
arrays     the same as numbers for numpy
"""

from goodoffices.engines.crossimpact.model.choosing import choice, scenario
from goodoffices.engines.crossimpact.model.matrix import Descriptor, Matrix, Scenario, Unusable

__all__ = ["Descriptor", "Matrix", "Scenario", "Unusable", "choice", "scenario"]
