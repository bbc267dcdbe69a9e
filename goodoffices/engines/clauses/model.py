"""What is checked, and what is found."""

from typing import Literal, NamedTuple, get_args

Sort = Literal[
    "no_article",
    "no_paragraph",
    "undefined",
    "unused",
    "defined_twice",
    "number_differs",
    "quantity_differs",
    "no_verification",
    "no_interpretation",
]
SORTS: tuple[Sort, ...] = get_args(Sort)
"""All sorts of findings."""


class Clause(NamedTuple):
    """One provision.

    path   the labels down to it, the article's first: ("4", "2", "a"); () for what has no number
    words  all that it says, its number included
    """

    id: str
    path: tuple[str, ...]
    words: str
    article: bool = False  # whether the first label of its path is that of an article


class Finding(NamedTuple):
    """Something to look at.

    clause  the id of the clause that it is in; "" for the text as a whole
    words   those that it is about, as they are written
    other   what they are compared with: an article, a definition, a number
    where   the id of the other clause, if there is one
    """

    sort: Sort
    clause: str
    words: str
    other: str = ""
    where: str = ""


class Elements(NamedTuple):
    """One sentence that binds or allows; what it does not say is empty."""

    clause: str
    modal: str
    who: str
    what: str
    when: str
    verified: str
    interpreted: str

    @property
    def binding(self) -> bool:
        """Whether it puts somebody under a duty, rather than allowing or advising."""
        return self.modal.split()[0] not in ("may", "should", "can")

    @property
    def missing(self) -> tuple[str, ...]:
        """Which of the elements this sentence does not name."""
        return tuple(name for name in ("who", "when", "verified", "interpreted") if not getattr(self, name))


class Report(NamedTuple):
    """Everything about a text: what to look at, and sentence by sentence who does what."""

    findings: tuple[Finding, ...]
    elements: tuple[Elements, ...]

    def of(self, clause: str) -> "Report":
        """The part about one clause."""
        return Report(
            tuple(each for each in self.findings if clause in (each.clause, each.where)),
            tuple(each for each in self.elements if each.clause == clause),
        )
