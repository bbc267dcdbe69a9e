"""Assessments and runs that came, or changed, since a reader left."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q

from goodoffices.assessment.models import (
    Implication,
    Influences,
    Judgement,
    Precedent,
    Run,
    Sheet,
    StakeholderView,
)
from goodoffices.process.extensions import Change
from goodoffices.process.models import Seat

LATEST = 20


def assessments(seat: Seat, heads: Mapping[str, int]) -> Iterator[Change]:
    """Sheets, what others judged or withdrew of those that the seat reads, precedents and views."""
    sheets = Sheet.objects.seen_by(seat).changed_after(heads).select_related("book").order_by("number")
    stood = Q(current=True) | Q(withdrawn_at__gt="")
    judged = Judgement.objects.seen_by(seat).filter(stood, implication__in=_read(seat)).changed_after(heads)
    others = judged.exclude(seat=seat.id).select_related(*Judgement.related).order_by("-number", "id")
    precedents = Precedent.objects.seen_by(seat).changed_after(heads).select_related("book").order_by("number")
    views = StakeholderView.objects.seen_by(seat).changed_after(heads).select_related("book").order_by("number")
    told, every = [*sheets, *precedents, *views], list(others)
    yield Change([*told, *every[:LATEST]], in_all=len(told) + len(every))


def scenarios(seat: Seat, heads: Mapping[str, int]) -> Iterator[Change]:
    """Diagrams that were drawn, and runs that were worked out."""
    drawn = Influences.objects.seen_by(seat).changed_after(heads).select_related("book").order_by("number")
    runs = Run.objects.seen_by(seat).exclude(state="asked").changed_after(heads).select_related(*Run.related)
    yield Change([*drawn, *runs.defer("matrix", "asked", "answer").order_by("number")])


def _read(seat: Seat) -> Any:
    """Implications of sheets that the seat reads: who was admitted later reads judgements of others, which lead nowhere."""
    sheets = Sheet.objects.seen_by(seat).order_by().values("id")
    return Implication.objects.seen_by(seat).filter(sheet__in=sheets).order_by().values("id")
