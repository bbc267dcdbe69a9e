"""Drawn cases in a child that is watched: `python -m benchmarks.settlement.hangs [--cases N] [--budget SECONDS] [QUESTION …]`

Does everything end, and is the budget kept: wall ≤ 1.2 × budget + 1 s? On a busy machine everything
takes longer, so a case is late if the processor worked for it that long, too; it is then asked again, and has to be late twice. It hangs if the child has to be
killed: if it worked for half a minute longer than is allowed.
"""

import argparse
import json
import os
import select
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.settlement.watched import QUESTIONS, drawn

#: A child that works for so many seconds longer than is allowed hangs.
HANGS = 30.0
#: So many cases between two lines on standard error.
OFTEN = 500


def allowed(budget: float) -> float:
    return 1.2 * budget + 1


def worked(process: int) -> float:
    """How many seconds the processor has worked for a process (Linux)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass
class Watch:
    """One child after the other; `ask` gives what it said, or None where it had to be killed."""

    budget: float
    questions: tuple[str, ...]
    child: "subprocess.Popen[str] | None" = None

    def ask(self, number: int) -> dict[str, Any] | None:
        child = self.child = self.child or self._born()
        assert child.stdin and child.stdout
        child.stdin.write(f"{number}\n")
        child.stdin.flush()
        patience, begun = allowed(self.budget) + HANGS, worked(child.pid)
        ready: list[Any] = []
        while not ready and worked(child.pid) - begun < patience:
            ready, _, _ = select.select([child.stdout], [], [], patience)
        said = child.stdout.readline() if ready else ""
        if said:
            return dict(json.loads(said))
        self.end()
        return None

    def end(self) -> None:
        if self.child:
            self.child.kill()
            self.child.communicate()
        self.child = None

    def _born(self) -> "subprocess.Popen[str]":
        command = [sys.executable, "-m", __spec__.name, "--child", "--budget", str(self.budget), *self.questions]
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert child.stdout
        child.stdout.readline()  # it is ready: compiled code is loaded
        return child


@dataclass
class Report:
    """`late`: late both times, by the processor as well; `waited`: by the clock alone; `hung`: killed, or dead of itself."""

    cases: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    worst: dict[str, Any] = field(default_factory=lambda: {"share": 0.0})
    late: list[dict[str, Any]] = field(default_factory=list)
    hung: list[dict[str, Any]] = field(default_factory=list)
    again: int = 0
    waited: int = 0

    def note(self, number: int, said: dict[str, Any] | None, budget: float, questions: tuple[str, ...]) -> None:
        self.cases += 1
        if said is None:
            what = drawn(number, questions)
            self.hung.append({"number": number, "question": what.question, "shape": what.shape})
            print(f"hangs: {self.hung[-1]}", file=sys.stderr, flush=True)
            return
        self.answers[f"{said['question']}: {said['told']}"] += 1
        said["share"] = min(said["wall"], said["processor"]) / allowed(budget)
        self.worst = max(self.worst, said, key=lambda each: float(each["share"]))
        self.waited += said["wall"] > allowed(budget) >= said["processor"]
        if said["share"] > 1:
            self.late.append(said)
            print(f"late: {said}", file=sys.stderr, flush=True)


def child(budget: float, questions: tuple[str, ...]) -> None:
    """Answer the numbers on standard input, a line each."""
    from goodoffices.engines.settlement.cli import warm

    print(warm(), flush=True)
    for line in sys.stdin:
        asked = drawn(int(line), questions)
        wall, busy = time.perf_counter(), time.process_time()
        told = asked.ask(budget)
        said = {"wall": round(time.perf_counter() - wall, 3), "processor": round(time.process_time() - busy, 3)}
        print(
            json.dumps(
                {"number": asked.number, "question": asked.question, "shape": asked.shape, **said, "told": told}
            ),
            flush=True,
        )


def watch(cases: range, budget: float, questions: tuple[str, ...]) -> Report:
    report, watched = Report(), Watch(budget, questions)
    for number in cases:
        said = watched.ask(number)
        if said is None or min(said["wall"], said["processor"]) > allowed(budget):
            report.again += 1
            again = watched.ask(number)
            said = min((said, again), key=lambda each: float(each["wall"])) if said and again else said or again
        report.note(number, said, budget, questions)
        if report.cases % OFTEN == 0:
            print(
                f"{report.cases:,} cases, {len(report.late)} late, {len(report.hung)} hung", file=sys.stderr, flush=True
            )
    watched.end()
    return report


def printed(report: Report, budget: float, seconds: float) -> str:
    worst = report.worst
    lines = [
        f"{report.cases:,} drawn cases with a budget of {budget:g} s, in {seconds / 60:.0f} minutes: "
        f"{len(report.hung)} hang, {len(report.late)} take more than 1.2 × budget + 1 s = {allowed(budget):g} s; "
        f"{report.again} were asked twice, and {report.waited} waited that long for a busy processor.",
        f"The longest took {worst.get('processor', 0):.2f} s of a processor: {_told(worst)}",
        *(f"HANGS: {_told(each)}" for each in report.hung),
        *(
            f"LATE, {each['wall']:.2f} s ({each['processor']:.2f} s of a processor): {_told(each)}"
            for each in report.late
        ),
        *(f"  {count:6,}  {what}" for what, count in sorted(report.answers.items())),
    ]
    return "\n".join(lines)


def _told(each: dict[str, Any]) -> str:
    return f"{each.get('question')} of case {each.get('number')} ({each.get('shape')})"


def main() -> int:
    asked = argparse.ArgumentParser(
        prog="python -m benchmarks.settlement.hangs", description="Does every search end in time?"
    )
    asked.add_argument("questions", nargs="*", metavar="QUESTION", help=f"of {', '.join(QUESTIONS)}; all by default")
    asked.add_argument("--cases", type=int, default=10_000, metavar="N", help="how many cases are drawn (10,000)")
    asked.add_argument("--first", type=int, default=0, metavar="N", help="the number of the first (0)")
    asked.add_argument("--budget", type=float, default=0.3, metavar="SECONDS", help="for each (0.3)")
    asked.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = asked.parse_args()
    questions = tuple(options.questions)
    if wrong := set(questions) - set(QUESTIONS):
        asked.error(f"there is no question called {', '.join(sorted(wrong))}")
    if options.child:
        child(options.budget, questions)
        return 0
    begun = time.monotonic()
    report = watch(range(options.first, options.first + options.cases), options.budget, questions)
    print(printed(report, options.budget, time.monotonic() - begun))
    return 1 if report.hung or report.late else 0


if __name__ == "__main__":
    raise SystemExit(main())
