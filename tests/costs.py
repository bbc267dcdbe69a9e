"""`make test ARGS=--costs`: where the time goes, in seconds of a processor.

The clock on the wall tells little on a machine that does something else as well. What a test costs is counted from the
start of its fixtures to their end, in its own process and in those that it started and waited for. A fixture that tests
share is paid for by the first of them.
"""

import json
import resource
from collections import Counter
from pathlib import PurePath
from typing import Any

import pytest

MOST = 20  # tests that are named one by one
Costs = dict[str, float]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--costs", action="store_true", help="say what the tests cost, in seconds of a processor")
    parser.addoption("--costs-file", default="", help="write what each test cost into this file, as JSON")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--costs") or config.getoption("--costs-file"):
        config.pluginmanager.register(Meter(), "costs-meter")


def spent(*whose: int) -> float:
    """Seconds of a processor that this process and its ended children have used."""
    used = [resource.getrusage(each) for each in whose or (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


class Meter:
    """In each worker it takes the time; in the process that reports, it adds up what the workers tell."""

    def __init__(self) -> None:
        self.costs: Costs = {}
        self.processes = 0.0
        self._before = 0.0

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Any:
        self._before = spent()
        return (yield)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Any:
        try:
            return (yield)
        finally:
            item.user_properties.append(("cost", round(spent() - self._before, 3)))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "teardown":
            # xdist adds the name of a group behind an @.
            self.costs[report.nodeid] = next((v for name, v in report.user_properties if name == "cost"), 0.0)  # type: ignore[assignment]

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["spent"] = spent()
        else:  # without what its children used: if they are workers, they tell that themselves
            workers = session.config.getoption("numprocesses", None)
            self.processes += spent(resource.RUSAGE_SELF) if workers else spent()

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        self.processes += node.workeroutput.get("spent", 0.0) if hasattr(node, "workeroutput") else 0.0

    def pytest_terminal_summary(self, terminalreporter: Any, config: pytest.Config) -> None:
        write = terminalreporter.write_line
        folders: Counter[str] = Counter()
        count: Counter[str] = Counter()
        for test, cost in self.costs.items():
            folder = str(PurePath(test.split("::")[0]).parent)
            folders[folder] += cost  # type: ignore[assignment]
            count[folder] += 1
        terminalreporter.section("what the tests cost, in seconds of a processor")
        for folder, cost in folders.most_common():
            write(f"{cost:8.1f}  {count[folder]:5} tests  {folder}")
        whole = sum(self.costs.values())
        write(f"{whole:8.1f}  {len(self.costs):5} tests")
        write(f"{self.processes - whole:8.1f}  starting, importing, collecting, reporting")
        terminalreporter.section(f"the {MOST} most expensive")
        for test, cost in sorted(self.costs.items(), key=lambda each: -each[1])[:MOST]:
            write(f"{cost:8.1f}  {test}")
        if file := config.getoption("--costs-file"):
            with open(file, "w", encoding="utf-8") as costs:  # noqa: PTH123  (relative to where pytest was called)
                json.dump(self.costs, costs, indent=0)
