"""A diagram of influences is drawn: what may turn out in which ways."""

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from pydantic import BeforeValidator, Field

from goodoffices.assessment.acts.references import Assessing, by_whom, demand_room, round_now, signed
from goodoffices.assessment.acts.standing import FROM_A_FILE, Judges, demand_judges
from goodoffices.assessment.acts.strength import Strength
from goodoffices.assessment.models import Descriptor, Influences, Section, Variant
from goodoffices.process.form_rows import AsText, rows_from_lines
from goodoffices.process.models import Seat
from goodoffices.record.acts import InBook, Line, Refused
from goodoffices.record.fields import looks_like
from goodoffices.record.models import Entry
from goodoffices.record.rows import Row
from goodoffices.record.source import Draw, derived

MOST_DESCRIPTORS, MOST_OF_ONE, MOST_VARIANTS = 100, 20, 400
MOST_GIVEN = 20_000


class DescriptorLine(Row):
    """What may turn out this way or that, and the ways."""

    field_labels: ClassVar = {
        "name": gettext_lazy("What may turn out"),
        "variants": gettext_lazy("In which ways, a line each"),
    }

    name: Line
    variants: Annotated[list[Line], Field(min_length=1, max_length=MOST_OF_ONE)]


class GivenInfluence(Row):
    """A judgement that is given with the drawing; variants are counted from 1 through all descriptors."""

    source: Annotated[int, Field(ge=1, le=MOST_VARIANTS)]
    target: Annotated[int, Field(ge=1, le=MOST_VARIANTS)]
    value: Strength


class DrawInfluences(Assessing, InBook):
    """Draw what may turn out, and in which ways; with one’s own judgements, where they are at hand."""

    kind: ClassVar[str] = "assessment.draw_influences"
    says: ClassVar = gettext_lazy("%(by)s drew the influences “%(title)s”.")
    label: ClassVar = gettext_lazy("Draw them")
    field_labels: ClassVar = {
        "title": pgettext_lazy("a diagram or a view", "What it is about"),
        "descriptors": gettext_lazy("What may turn out this way or that"),
        "judges": gettext_lazy("Whose judgements make the joint matrix"),
    }

    title: Line
    descriptors: Annotated[list[DescriptorLine], Field(min_length=2, max_length=MOST_DESCRIPTORS), *FROM_A_FILE]
    judges: Judges = []
    judgements: Annotated[
        list[GivenInfluence],
        Field(max_length=MOST_GIVEN),
        AsText(),
        BeforeValidator(rows_from_lines("source", "target", "value")),
    ] = []

    def check(self, seat: Seat) -> None:
        demand_room(self.audience(seat))
        demand_judges(seat, self.audience(seat), self.judges)
        demand_names_apart([(each.name, each.variants) for each in self.descriptors])
        if sum(len(each.variants) for each in self.descriptors) > MOST_VARIANTS:
            raise Refused(
                _("There are more than %(most)s ways in all. Leave some out, or draw parts of it apart.")
                % {"most": MOST_VARIANTS},
                "descriptors",
            )
        self._demand_between()

    def _demand_between(self) -> None:
        """What is given stands between two descriptors, once."""
        owner = self._owners()
        seen = set()
        for each in self.judgements:
            if max(each.source, each.target) > len(owner):
                raise Refused(
                    _("One of these judgements names a way that is not there. Count them from 1."), "judgements"
                )
            if owner[each.source - 1] == owner[each.target - 1]:
                raise of_itself(self.descriptors[owner[each.source - 1]].name)
            if (each.source, each.target) in seen:
                raise Refused(_("One pair is judged twice. Judge each once."), "judgements")
            seen.add((each.source, each.target))

    def _owners(self) -> list[int]:
        """By variant, its descriptor; both from 0."""
        return [at for at, each in enumerate(self.descriptors) for _way in each.variants]

    def draw(self, draw: Draw, seat: Seat) -> dict[str, Any]:
        return {"id": draw.id(), **round_now(seat), **signed(seat, self.audience(seat))}

    def apply(self, entry: Entry) -> None:
        Influences.make(entry, title=self.title, judges=list(dict.fromkeys(self.judges)), at=entry.at, **by_whom(entry))
        place = 0
        for n, each in enumerate(self.descriptors, 1):
            descriptor = derived(entry.id, "descriptor", n)
            Descriptor.make(entry, descriptor, influences_id=entry.id, place=n, name=each.name)
            for way in each.variants:
                place += 1
                Variant.make(
                    entry,
                    variant_at(entry.id, place),
                    influences_id=entry.id,
                    descriptor_id=descriptor,
                    place=place,
                    name=way,
                )
        self._judge(entry)

    def _judge(self, entry: Entry) -> None:
        owner, cells = self._owners(), dict[tuple[int, int], list[dict[str, str]]]()
        for each in sorted(self.judgements, key=lambda each: (each.source, each.target)):
            ends = {"from": variant_at(entry.id, each.source), "to": variant_at(entry.id, each.target)}
            section = owner[each.source - 1] + 1, owner[each.target - 1] + 1
            cells.setdefault(section, []).append({**ends, "value": each.value, "reason": ""})
        for (source, target), judged in cells.items():
            Section.make(
                entry,
                derived(entry.id, "section", source, target),
                influences_id=entry.id,
                source_id=derived(entry.id, "descriptor", source),
                target_id=derived(entry.id, "descriptor", target),
                cells=judged,
                count=len(judged),
                round=entry.facts.get("round"),
                at=entry.at,
                **by_whom(entry),
            )

    def parts(self, facts: dict[str, Any]) -> dict[str, list[str]]:
        """Its variants, through all descriptors."""
        return {"variant": [variant_at(facts["id"], n + 1) for n in range(len(self._owners()))]}


def demand_names_apart(drawn: Iterable[tuple[str, Iterable[str]]]) -> None:
    """Descriptors have names of their own, and so have the variants of each."""
    seen: set[str] = set()
    for name, variants in drawn:
        if looks_like(name) in seen:
            raise Refused(_("Two of these have the same name. Give each a name of its own."), "descriptors")
        seen.add(looks_like(name))
        ways = [looks_like(way) for way in variants]
        if len(set(ways)) < len(ways):
            raise Refused(
                _("“%(name)s” has the same way twice. Give each a name of its own.") % {"name": name}, "descriptors"
            )


def variant_at(influences: str, place: int) -> str:
    return derived(influences, "variant", place)


def of_itself(name: str, field: str = "judgements") -> Refused:
    return Refused(
        _("“%(name)s” does not influence itself: its ways exclude each other. Judge how it influences others.")
        % {"name": name},
        field,
    )
