"""What the two worlds need of search: it has no acts, but words whose order would tell how often they are said elsewhere."""

from tests.noninterference.deeds import Deed, Room
from tests.noninterference.members import PLENARY, THIRD, Setting

TABLES = {
    "search.Indexed": "how far a book is in the index: filled by whoever searches, from tables that histories fill"
}
SAID = {"q": ["sluice weir", "floodgate", "slucie"]}


def ending(setting: Setting) -> list[Deed]:
    """Two statements that are alike but for which word they repeat, and a room that says one of the words often."""

    def says(by: str, audience: tuple[str, str], text: str) -> Deed:
        return Deed(by, "consultation.make_statement", (audience,), {"room": Room(audience), "text": text})

    often = [says("amara", THIRD, f"A weir, and a floodgate, {number}.") for number in range(6)]
    return [
        *often,
        says("amara", PLENARY, "Sluice, sluice, weir."),
        says("amara", PLENARY, "Sluice, weir, weir."),
    ]
