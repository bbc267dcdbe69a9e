"""`goodoffices demo`: a whole case on the screen, on this machine alone."""

import copy
import json
import os
import shutil
import webbrowser
from datetime import date
from pathlib import Path
from typing import Any

from goodoffices.site.commands import answer, collect_statics, held, say, start
from goodoffices.site.failed import Failed

FOLDER = Path("data/demo")


def run(options: Any) -> int:
    os.environ["GOODOFFICES_DEMO"] = "true"
    os.environ.setdefault("GOODOFFICES_DATA", str(FOLDER))
    folder = held()
    if options.fresh:
        _empty(folder)
    start()
    process = _played(folder, options.case, options.until)
    collect_statics()
    from goodoffices.site.commands.clock import watched
    from goodoffices.site.demo import demo_key
    from goodoffices.site.serving import serve

    watched()
    seats, key = _seats(process), demo_key()

    def ready(url: str) -> None:
        door = f"{url}/demo/{key}/"
        signed_in_at = [{**seat, "sign_in": f"{door}seats/{seat['seat']}/"} for seat in seats]
        whole = {"url": url, "process": process, "seats": signed_in_at}
        answer(options, whole, _words(whole, door))
        if not (options.no_browser or options.json):
            webbrowser.open(door)

    return serve(options.port, ready)


def _empty(folder: Path) -> None:
    """Only what a demonstration made is thrown away; the folder itself stays, as this server holds it."""
    if any(folder.iterdir()) and not (folder / "demo.json").exists():
        raise Failed(f"{folder} holds no demonstration, so --fresh leaves it alone. Name another folder with --data.")
    for each in folder.iterdir():
        if each.is_dir():
            shutil.rmtree(each, ignore_errors=True)
        else:
            each.unlink()


def _played(folder: Path, name: str, until: date | None) -> str:
    """Play the case, or go on from where an earlier demonstration of it on this folder stopped."""
    from goodoffices.cases.loading import BadCase, read, shipped
    from goodoffices.cases.playing import go_on, play
    from goodoffices.record.writing import one_writer

    path = Path(name) if name.endswith((".yaml", ".yml")) else shipped(name)
    if not path.exists():
        raise Failed(f"There is no case {name}.")
    kept = folder / "demo.json"
    states = _kept_in(kept)
    before = _what_came_of(states.get(path.stem))
    try:
        case = read(path)
        with one_writer():
            state = copy.deepcopy(before)
            if state is None:
                played = play(case, until)
                state = {"process": played.process, "names": played.names, "cast": played.cast, "done": played.done}
            elif until:
                state["done"] = go_on(case, state["names"], state["cast"], state["done"], until)
            # Before the commit, and beside the old value: whenever the process is killed, one of the two is right.
            after = {**state, "position": _position(state["process"])}
            _keep(kept, {**states, path.stem: {"before": before, "after": after}})
    except BadCase as bad:
        raise Failed(f"{path.name}, {bad}") from None
    _keep(kept, {**states, path.stem: state})
    return str(state["process"])


def _what_came_of(state: dict[str, Any] | None) -> dict[str, Any] | None:
    """How far the case has been played: if we were killed while it was, as far as the record has it."""
    if state is None or "after" not in state:
        return state
    after: dict[str, Any] = state["after"]
    return after if _position(after["process"]) >= after["position"] else state["before"]


def _position(process: str) -> int:
    """How many entries the record has of a process that it may not know."""
    from goodoffices.record.models import Register

    return Register.objects.filter(process=process).values_list("position", flat=True).first() or 0


def _keep(file: Path, states: dict[str, Any]) -> None:
    """Whole or not at all."""
    new = file.with_suffix(".new")
    with new.open("w") as writing:
        json.dump(states, writing, indent=1)
        writing.flush()
        os.fsync(writing.fileno())
    new.replace(file)


def _kept_in(file: Path) -> dict[str, Any]:
    """How far each case has been played on this folder."""
    try:
        return dict(json.loads(file.read_text())) if file.exists() else {}
    except ValueError:
        raise Failed(f"{file} cannot be read. Begin again with --fresh, or name another folder with --data.") from None


def _seats(process: str) -> list[dict[str, Any]]:
    from goodoffices.process.api import told
    from goodoffices.process.seats import seats_of
    from goodoffices.site.demo import demo_token, holder_of

    seats = []
    for seat in seats_of(process):
        holder_of(seat)
        seats.append({**told(seat), "token": demo_token(seat)})
    return seats


def _words(whole: dict[str, Any], door: str) -> str:
    lines = [
        f"Good Offices is ready: {door}",
        "",
        "Be whom you like (open several browser windows, be several at once):",
    ]
    lines += [f"  {seat['name']:<48} {seat['sign_in']}" for seat in whole["seats"]]
    return "\n".join([*lines, "", "Stop with Ctrl-C; the next start goes on from here."])


__all__ = ["run", "say"]
