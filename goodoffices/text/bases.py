"""The text that a Word file was made from: a revision, or the text as it stood at an entry of its book."""

from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from goodoffices.engines.brackets import Draft as Bracketed
from goodoffices.engines.brackets.rendering import Base as Stamp
from goodoffices.engines.brackets.storing import Row, assembled
from goodoffices.process.models import Seat
from goodoffices.record.acts import NotThere
from goodoffices.record.scope import seen_by
from goodoffices.record.things import thing_seen_by
from goodoffices.text import frozen
from goodoffices.text.models import Draft, Provision, Revision, Wording
from goodoffices.text.stances import with_party_names
from goodoffices.text.working import names_of_sides, provisions_of


class Base(NamedTuple):
    """`upto`: the number of the entry, in the text's book, up to which these words were written."""

    draft: Draft
    revision: Revision | None
    upto: int
    rows: list[Row]

    @property
    def name(self) -> str:
        """What it is called: “Rev. 2”, or the citation of the entry at which the text stood so."""
        if self.revision is not None:
            return self.revision.name
        return _("the text at %(citation)s") % {"citation": f"{self.draft.book.name} {self.upto}"}

    @property
    def words(self) -> dict[str, str]:
        """By provision, its own words."""
        return {row.id: row.words for row in self.rows}

    def read(self, seat: Seat) -> Bracketed:
        """As its readers were shown it: with the parties by their names."""
        read = assembled(self.rows, markdown=self.draft.markdown)
        return with_party_names(read, names_of_sides(seat))


def base_of(seat: Seat, id: str, upto: int | None = None) -> Base:
    """The text with this id: a revision's, or a draft's, as it stood at an entry (now, without one)."""
    found = thing_seen_by(seat, id)
    if isinstance(found, Revision):
        return Base(found.draft, found, found.number, frozen.rows_of(found))
    if not isinstance(found, Draft):
        raise NotThere
    now = last_change(seat, found)
    upto = now if upto is None else min(upto, now)
    if upto < found.number:
        raise NotThere
    return Base(found, None, upto, _rows_at(seat, found, upto))


def last_change(seat: Seat, draft: Draft) -> int:
    """The number of the entry, in the text's book, that last changed anything in it."""
    rows = Provision.objects.seen_by(seat).filter(draft=draft).order_by("-changed")
    return max(draft.number, rows.values_list("changed", flat=True).first() or 0)


def _rows_at(seat: Seat, draft: Draft, upto: int) -> list[Row]:
    """What has not been reworded since is as it is now; the rest as it was in the wording that it had then."""
    scope = seen_by(seat)
    every = scope(Provision).filter(draft=draft, number__lte=upto).order_by("place")
    earlier: dict[str, Wording] = {}
    for each in scope(Wording).filter(provision__draft=draft, number__lte=upto).order_by("number"):
        earlier[each.provision_id] = each
    found = []
    for provision in every:
        wording = earlier.get(provision.id)
        if provision.worded <= upto:
            found += [] if provision.gone else [provision.row]
        elif wording is not None and wording.words.strip():
            found.append(row_of(provision.id, wording.words, wording.shape or {}))
    return found


def row_of(id: str, words: str, shape: dict[str, object]) -> Row:
    """The engine's row of a shape as tables keep it."""
    return Row.from_json(
        {**{name: value for name, value in shape.items() if name != "cited"}, "id": id, "words": words}
    )


# ---- How a file says it


def stamp_of(seat: Seat, draft: Draft) -> Stamp:
    """What a file of the text as it stands says of itself."""
    return Stamp(draft.id, str(last_change(seat, draft)), reader=language_of_files())


def stamp_of_revision(revision: Revision) -> Stamp:
    return Stamp(revision.draft_id, revision.id, revision.sha256, language_of_files())


def language_of_files() -> str:
    """In which files are written: the third party and stances are named in it, so a file says it."""
    return str(get_language() or "")


def named_by(stamp: Stamp) -> tuple[str, int | None]:
    """The id and the number that `base_of` wants."""
    if stamp.revision.isdecimal():
        return stamp.draft, int(stamp.revision[:15])
    return stamp.revision, None


def table_now(seat: Seat, draft: Draft) -> dict[str, Provision]:
    """By id, the provisions that stand."""
    rows = provisions_of(seen_by(seat), draft.id)
    for each in rows:
        each.draft = draft
    return {each.id: each for each in rows}
