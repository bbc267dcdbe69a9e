"""The nouns of assessment: sheets with what is judged on them, precedents, views from outside, influences and runs."""

from goodoffices.assessment.models.influences import Descriptor, Influences, Section, SectionAdoption, Variant
from goodoffices.assessment.models.precedents import Invocation, Precedent, StakeholderView
from goodoffices.assessment.models.rewordings import Rewording
from goodoffices.assessment.models.runs import Job, Run
from goodoffices.assessment.models.sheets import Implication, Judgement, Link, Sheet, SheetColumn, SheetRow

__all__ = [
    "Descriptor", "Implication", "Influences", "Invocation", "Job", "Judgement", "Link", "Precedent", "Rewording", "Run",
    "Section", "SectionAdoption", "Sheet", "SheetColumn", "SheetRow", "StakeholderView", "Variant",
]  # fmt: skip
