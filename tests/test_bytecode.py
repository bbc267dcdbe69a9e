"""A host says in one line why its starts are slow."""

import os
import subprocess
import sys
from pathlib import Path

from goodoffices.site import bytecode

PROGRAM = "import django, pydantic, uvicorn; from goodoffices.site.bytecode import missing; print(missing())"


def said(cache: Path, **environment: str) -> str:
    whole = {**os.environ, "PYTHONPYCACHEPREFIX": str(cache), **environment}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=whole, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_nothing_is_said_where_compiled_code_is_kept(tmp_path):
    assert said(tmp_path, PYTHONDONTWRITEBYTECODE="") == ""
    assert said(tmp_path, PYTHONDONTWRITEBYTECODE="1") == ""  # it need not be written: it is there


def test_a_host_that_may_not_write_compiled_code_says_why(tmp_path):
    sentence = said(tmp_path, PYTHONDONTWRITEBYTECODE="1")
    assert sentence.startswith("This host keeps no compiled Python code (PYTHONDONTWRITEBYTECODE is set)")
    assert len(sentence.splitlines()) == 1


def test_a_folder_that_cannot_be_written_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    assert "__pycache__ cannot be written" in bytecode.missing()
