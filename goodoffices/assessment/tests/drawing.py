"""A small diagram on the river, as tests of influences and scenarios draw one."""

from typing import Any

from goodoffices.assessment.acts import AdoptInfluences, DrawInfluences, JudgeSections, RunScenarios
from goodoffices.assessment.models import Descriptor, Variant
from goodoffices.assessment.working import work
from goodoffices.process.models import Seat
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.table import now

OIL_AND_PEACE = {"Oil": ("dear", "cheap"), "Peace": ("holds", "breaks"), "Border": ("open", "shut")}

#: What the judge says: peace holds with an open border and cheap oil; all the rest follows. By places from 0.
SAID = [
    (2, 1, "3", "Tankers pass"),
    (2, 4, "3", ""),
    (3, 0, "2", ""),
    (3, 5, "3", ""),
    (4, 2, "1", ""),
    (5, 3, "1", ""),
]


class Diagram:
    """What was drawn, with its variants by place from 0."""

    def __init__(
        self,
        by: Seat,
        descriptors: Any = None,
        judges: Any = (),
        book: str | None = None,
        title: str = "Futures",
    ) -> None:
        rows = [{"name": name, "variants": list(ways)} for name, ways in (descriptors or OIL_AND_PEACE).items()]
        more = {"book": book} if book else {}
        entry = perform(
            DrawInfluences(title=title, descriptors=rows, judges=[each.id for each in judges], **more), now(by)
        ).entry
        self.id, self.process = entry.id, by.process_id
        self.variants = list(Variant.objects.seen_by(now(by)).filter(influences=self.id).order_by("place"))
        self.descriptors = list(Descriptor.objects.seen_by(now(by)).filter(influences=self.id).order_by("place"))

    def cells(self, said: Any) -> list[dict[str, str]]:
        return [
            {"source": self.variants[a].id, "target": self.variants[b].id, "value": value, "reason": reason}
            for a, b, value, reason in said
        ]

    def judge(self, by: Seat, said: Any = SAID, **more: Any) -> None:
        perform(JudgeSections(influences=self.id, cells=self.cells(said), **more), now(by))

    def adopt(self, by: Seat, said: Any = SAID) -> None:
        perform(AdoptInfluences(influences=self.id, cells=self.cells(said)), now(by))

    def run(self, by: Seat, worked: bool = True, **more: Any) -> str:
        entry = perform(RunScenarios(influences=self.id, **more), now(by)).entry
        if worked:
            work_off()
        return entry.id

    def page(self, rest: str = "") -> str:
        return f"influences/{self.id}/{rest}"

    def section(self, source: int, target: int) -> str:
        return self.page(f"sections/{self.descriptors[source].id}/{self.descriptors[target].id}/")


def work_off() -> None:
    while work():
        pass


def page_of(seat: Seat, rest: str, status: int = 200) -> str:
    answer = client_of(now(seat)).get(f"/processes/{seat.process_id}/assessment/{rest}")
    assert answer.status_code == status, (rest, answer.status_code)
    return answer.text
