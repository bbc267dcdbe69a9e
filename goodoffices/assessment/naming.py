"""What to think of before judges are named in a room whose ground rules name nobody."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from goodoffices.assessment.acts import DrawInfluences, OpenSheet
from goodoffices.process.audience import named_how
from goodoffices.process.extensions import Warning
from goodoffices.process.models import Seat
from goodoffices.record.acts import Act


def warnings(seat: Seat, act: Act) -> Iterator[Warning]:
    if isinstance(act, OpenSheet | DrawInfluences) and act.judges and named_how(seat, act.audience(seat)) != "seat":
        yield Warning(
            _(
                "The ground rules name no speakers here. Everybody will know whom you ask to judge, and so whose the judgements are."
            )
        )
