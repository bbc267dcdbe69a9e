"""Who wants to listen: plain values, so that every other file here can name them."""

from collections.abc import Mapping
from typing import NamedTuple

CLIENT = ""  # the channel of a client of the API; a page's channel is its language

Books = tuple[tuple[str, int], ...]  # id, and the first number that may be read there


class Memberships(NamedTuple):
    """Numbers that change whenever somebody's audiences may have changed; a later one is never less.

    `table` stands for everyone, `own` by seat for the sidebars that this seat is or was in: nobody else's stream notices.
    """

    table: int
    own: Mapping[str, int]

    def of(self, seat: str) -> int:
        return self.table + self.own.get(seat, 0)


class Credential(NamedTuple):
    """What somebody signed in with. `key` is a token's hash or a session's key; `password` changes with the person's."""

    seat: str
    key: str
    user: int = 0
    password: int = 0


class Subscriber(NamedTuple):
    """A seat that wants to listen: what it may read, in which channel, and how far the record had come by then.

    `memberships` and `credential_version` were read before the seat and the credential, so they are never newer.
    """

    seat: str
    process: str
    plenary: str  # the plenary's book; its readers see who is present
    books: Books
    memberships: Memberships
    credential: Credential
    credential_version: int
    channel: str
    position: int
    heads: dict[str, int]

    @property
    def reads_plenary(self) -> bool:
        return any(book == self.plenary for book, _first in self.books)
