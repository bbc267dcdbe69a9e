import asyncio
import inspect
from types import SimpleNamespace

from uvicorn.protocols.http import httptools_impl

from goodoffices.live.eager_task import begin
from goodoffices.live.listener import MAX_PENDING, Block, Listener
from goodoffices.live.subscriber import Memberships
from goodoffices.live.uvicorn_write import KNOWN, chunk


class Socket:
    """Takes what is sent to it; only when it is ready."""

    def __init__(self, ready: bool = True) -> None:
        self.taken: list[bytes] = []
        self.at_once = 0
        self.ready = asyncio.Event()
        if ready:
            self.ready.set()

    async def send(self, message):
        self.at_once += 1
        assert self.at_once == 1, "two sends at once"
        await self.ready.wait()
        self.taken.append(message["body"])
        self.at_once -= 1


def listener_at(socket, heads=None):
    subscriber = SimpleNamespace(seat="s", memberships=Memberships(0, {}), books=(("b", 1),))
    return Listener(subscriber, heads or {"b": 9, "c": 0}, socket.send)


def send(listener, *blocks):
    for block in blocks:
        listener.send([Block(block)])


async def settled():
    for _ in range(5):
        await asyncio.sleep(0)


def run(test):
    def in_a_loop():
        asyncio.run(test())

    in_a_loop.__name__ = test.__name__
    return in_a_loop


@run
async def test_what_is_told_to_a_quick_listener_is_sent_before_telling_returns():
    socket = Socket()
    listener = listener_at(socket)
    listener.start({})
    send(listener, b"one")
    assert socket.taken == [b"one"]


@run
async def test_what_comes_while_a_send_is_under_way_is_joined_into_the_next():
    socket = Socket(ready=False)
    listener = listener_at(socket)
    listener.start({})
    send(listener, b"one", b"two", b"three")
    socket.ready.set()
    await settled()
    assert socket.taken == [b"one", b"twothree"]


@run
async def test_a_listener_who_falls_behind_is_told_once_to_read_again():
    socket = Socket(ready=False)
    listener = listener_at(socket)
    listener.start({})
    send(listener, *[b"%d " % n for n in range(MAX_PENDING * 3)])
    socket.ready.set()
    await settled()
    send(listener, b"after")
    await settled()
    assert socket.taken == [b"0 ", b"event: resync\nid: b.9\ndata: {}\n\n", b"after"]


@run
async def test_what_the_replay_has_sent_already_is_not_sent_again():
    socket = Socket()
    listener = listener_at(socket)
    for number in (1, 2, 3):
        listener.send([Block(b"b%d" % number, "b", number)])
    listener.send([Block(b"typing"), Block(b"c1", "c", 1)])
    assert socket.taken == []
    listener.start({"b": 2})
    assert socket.taken == [b"b3typingc1"]


@run
async def test_what_the_replay_has_sent_ahead_of_its_publication_is_not_sent_again():
    socket = Socket()
    listener = listener_at(socket, {"b": 1, "c": 1})
    listener.start({"b": 3, "c": 1})
    for number in (2, 3, 4):
        listener.send([Block(b"b%d" % number, "b", number)])
    assert socket.taken == [b"b4"]


@run
async def test_a_send_that_fails_ends_the_stream():
    async def broken(message):
        raise OSError

    async def waiting():
        listener = Listener(SimpleNamespace(seat="s", memberships=Memberships(0, {}), books=()), {}, broken)
        listener.start({})
        ended.append(listener)
        await asyncio.Event().wait()

    ended = []
    task = asyncio.create_task(waiting())
    await asyncio.sleep(0)
    send(ended[0], b"one")
    await asyncio.gather(task, return_exceptions=True)
    assert ended[0].ended
    assert task.cancelled()


@run
async def test_a_coroutine_that_need_not_wait_is_done_at_once_and_one_that_must_later():
    ends, gate = [], asyncio.Event()

    async def waits_twice(fail=False):
        await gate.wait()
        await asyncio.sleep(0.001)
        if fail:
            raise ValueError

    async def quick():
        pass

    begin(quick(), ends.append)
    assert ends == [None]
    begin(waits_twice(), ends.append)
    begin(waits_twice(fail=True), ends.append)
    assert ends == [None]
    gate.set()
    while len(ends) < 3:
        await asyncio.sleep(0.001)
    assert [type(end).__name__ for end in ends] == ["NoneType", "NoneType", "ValueError"]


@run
async def test_a_server_may_send_by_a_future_instead_of_a_coroutine():
    ends, future = [], asyncio.get_running_loop().create_future()
    begin(future, ends.append)
    assert ends == []
    future.set_result(None)
    await settled()
    assert ends == [None]


@run
async def test_what_goes_wrong_while_waiting_reaches_the_coroutine():
    ends, waited_for = [], asyncio.get_running_loop().create_future()

    async def waits():
        try:
            await waited_for
        except KeyError:
            ends.append("seen")

    begin(waits(), ends.append)
    await asyncio.sleep(0)
    waited_for.set_exception(KeyError())
    await settled()
    assert ends == ["seen", None]


class RequestResponseCycle:
    """As much of uvicorn's as a listener writes to directly; `send` is the same as any server's."""

    __module__ = "uvicorn.protocols.http.httptools_impl"

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.transport = SimpleNamespace(write=self.written.append)
        self.flow = SimpleNamespace(write_paused=False)
        self.chunked_encoding, self.disconnected, self.response_complete = True, False, False
        self.drained = asyncio.Event()

    async def send(self, message):
        if self.flow.write_paused:
            await self.drained.wait()
        self.written.append(chunk(message["body"]))


def written(listener, block):
    return bool(listener.write_now and listener.write_now(chunk(block)))


def sent(listener, block):
    return written(listener, block) or send(listener, block)


@run
async def test_under_uvicorn_a_quick_listener_is_written_to_at_once_and_the_same():
    cycle = RequestResponseCycle()
    listener = listener_at(cycle)
    assert not written(listener, b"too early")  # what went before has not been sent
    listener.start({})
    assert written(listener, b"one")
    send(listener, b"two")
    assert cycle.written == [b"3\r\none\r\n", b"3\r\ntwo\r\n"]


@run
async def test_whoever_cannot_take_more_is_told_later_and_in_order():
    cycle = RequestResponseCycle()
    listener = listener_at(cycle)
    listener.start({})
    cycle.flow.write_paused = True
    for block in (b"one", b"two", b"three"):
        sent(listener, block)
    cycle.flow.write_paused = False
    sent(listener, b"four")  # what waits goes first
    assert cycle.written == []
    cycle.drained.set()
    await settled()
    assert b"".join(cycle.written) == chunk(b"one") + chunk(b"twothreefour")
    sent(listener, b"five")
    assert cycle.written[-1] == chunk(b"five")


@run
async def test_nothing_is_written_to_who_has_disconnected_or_been_ended():
    cycle = RequestResponseCycle()
    listener = listener_at(cycle)
    listener.start({})
    cycle.disconnected = True
    assert not written(listener, b"one")
    cycle.disconnected = False
    listener._task = None  # here it is the test's own
    listener.end()
    assert not written(listener, b"one")
    assert cycle.written == []


@run
async def test_what_the_replay_has_sent_ahead_is_not_written_again():
    cycle = RequestResponseCycle()
    listener = listener_at(cycle, heads={"b": 9, "c": 0})
    listener.start({"b": 11})
    assert not written(listener, b"ten")
    listener.send([Block(b"ten", "b", 10)])
    assert cycle.written == []
    listener.send([Block(b"eleven", "b", 11)])
    assert cycle.written == []
    assert written(listener, b"twelve")


def test_uvicorn_is_still_what_we_take_it_for():
    """If this fails, nothing is lost but speed: listeners are then sent to by `send`. Mend `live.uvicorn_write`."""
    cycle = httptools_impl.RequestResponseCycle
    assert f"{cycle.__module__}.{cycle.__name__}" == KNOWN
    body = inspect.getsource(cycle.send)
    for part in ("self.flow.write_paused", "self.disconnected", "self.response_complete", "self.chunked_encoding"):
        assert part in body
    assert 'content = [b"%x\\r\\n" % len(body), body, b"\\r\\n"]' in body
    assert "self.transport.write(" in body
