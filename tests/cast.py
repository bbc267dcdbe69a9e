"""The cast: mediator Amara, North's Lena, South's Idris, and Noor, an outsider with a process of her own."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.test import Client

from goodoffices.accounts.models import Token, User
from goodoffices.cases.loading import Case, read, shipped
from goodoffices.cases.playing import Played, play
from goodoffices.process.acts import Founder, FoundProcess
from goodoffices.process.models import Holder, Seat
from goodoffices.process.seats import seat_with_id
from goodoffices.record.models import Book, Entry
from goodoffices.record.perform import found


@cache
def _case(name: str) -> Case:
    return read(shipped(name))


@dataclass
class River:
    """The river case in the test's database."""

    outcome: Played

    @classmethod
    def played(cls, name: str = "river") -> "River":
        return cls(play(_case(name)))

    @property
    def process(self) -> str:
        return self.outcome.process

    def seat(self, name: str) -> Seat:
        """The seat of one of the cast, as it is now."""
        seat = seat_with_id(self.outcome.cast[name])
        assert seat is not None
        return seat

    def book(self, kind: str, key: str = "") -> Book:
        return Book.objects.get(register_id=self.process, kind=kind, key=key)

    def entries(self, kind: str, key: str = "") -> list[Entry]:
        return list(self.book(kind, key).entries.select_related("book").order_by("number"))

    def outsider(self) -> Seat:
        """Noor, who mediates another process on the same host."""
        entry = found(FoundProcess(title="Another matter", mediator="Mediator"), Founder("another matter"))
        seat = seat_with_id(entry.facts["mediator"])
        assert seat is not None
        return seat


def client_of(seat: Seat, **extra: Any) -> Client:
    """A browser, as far as tests need one, signed in as the holder of this seat."""
    user, _ = User.objects.get_or_create(email=f"{seat.id}@example.org", defaults={"name": seat.name})
    Holder.objects.filter(seat=seat.id, user=None).delete()
    Holder.objects.get_or_create(user=user, process=seat.process_id, seat=seat.id)
    client = Client(**extra)
    client.force_login(user)
    return client


class Api:
    """An outside client of the API, with a seat's token."""

    def __init__(self, seat: Seat | None, process: str = "") -> None:
        token = Token.issue(seat.id, "test") if seat else ""
        self.base = f"/api/processes/{process or (seat.process_id if seat else '')}"
        self.client = Client(headers={"authorization": f"Bearer {token}"} if token else {})

    def get(self, path: str) -> Any:
        return self.client.get(self.base + path)

    def act(self, kind: str, data: Any, **more: Any) -> Any:
        return self.client.post(
            f"{self.base}/acts", {"kind": kind, "data": data, **more}, content_type="application/json"
        )
