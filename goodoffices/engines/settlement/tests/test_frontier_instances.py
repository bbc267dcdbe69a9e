"""The benchmark draws the same instances as the shared tool does."""

import importlib.util
from pathlib import Path

import pytest

from benchmarks.settlement.instances import draw

TOOL = Path(__file__).parents[5] / "shared" / "tools" / "instances.py"


@pytest.mark.skipif(not TOOL.exists(), reason="the shared tool is not beside the repository")
@pytest.mark.parametrize("kind", ["pts100", "w100s100", "float", "adv_pts", "adv_int", "adv_float"])
def test_the_same_arguments_give_the_same_arrays(kind):
    spec = importlib.util.spec_from_file_location("shared_instances", TOOL)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    for seed in range(3):
        for shape in ((2, 7, 10), (3, 20, 5), (5, 40, 5)):
            theirs, ours = tool.draw(*shape, kind, seed), draw(*shape, kind, seed)
            assert theirs.dtype == ours.dtype and (theirs == ours).all()
