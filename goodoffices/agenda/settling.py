"""What has been adopted: offices above put it on record as they settle something, and the agenda derives agreement from it."""

from collections.abc import Iterable

from goodoffices.agenda.models import Settlement, Solution, Stance
from goodoffices.record.models import Entry
from goodoffices.record.source import derived
from goodoffices.record.things import Thing

FINAL = ("confirmed", "declined")


def settle(entry: Entry, thing: Thing, how: str, parties: Iterable[str]) -> None:
    """For `apply`: these parties have adopted a thing of the entry's own book. A solution is then accepted by all of them."""
    Settlement.make(entry, id=derived(thing.id, "settlement", entry.number), about_id=thing.id, how=how, at=entry.at)
    if thing.sort == Solution.sort:
        _accept(entry, thing.id, list(parties))


def _accept(entry: Entry, solution: str, parties: list[str]) -> None:
    """A party that has accepted already keeps its own words for it."""
    rows = Stance.objects.of(entry).filter(solution_id=solution, current=True)
    accepting = set(rows.filter(stance__in=("accepts", "confirms")).values_list("party_id", flat=True))
    found = Solution.objects.of(entry).get(id=solution)
    if found.state in FINAL:
        return
    for party in parties:
        if party not in accepting:
            rows.filter(party_id=party).update(current=False, changed=entry.number)
            id = derived(solution, "accepts", party, entry.number)
            Stance.make(
                entry,
                id=id,
                solution_id=solution,
                seat_id=None,
                party_id=party,
                stance="accepts",
                words="",
                at=entry.at,
            )
    if found.state == "tabled":
        Solution.change(entry, solution, state="accepted_ad_ref")
