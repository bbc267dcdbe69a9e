"""Assessments as resources, over HTTP."""

from ninja import Router

router = Router(tags=["assessment"])
