"""A how-to is followed to the letter, or not at all."""

from pathlib import Path

import pytest

from tests.recipes import follow

PAGE = """
Something to look at:

```python
shown = True
```

All of `a/new.py`:

   ```python
   def new():
       return 1
   ```

At the end of `old.py`:

```python
last = 3
```

In `old.py`, below `first = 1`:

```python
second = 2
```

Now in
`old.py`. In `old.py`, above
`second = 2`:

```python
between = 1.5
```

In `old.py`, instead of `first = 1`:

```python
first = 0
```
"""


def test_each_block_goes_where_its_sentence_says(tmp_path: Path) -> None:
    (tmp_path / "old.py").write_text("if True:\n    first = 1\n")
    assert follow(PAGE, tmp_path) == ["a/new.py", *["old.py"] * 4]
    assert (tmp_path / "a/new.py").read_text() == "def new():\n    return 1\n"
    assert (tmp_path / "old.py").read_text() == (
        "if True:\n    first = 0\n    between = 1.5\n    second = 2\n\n\nlast = 3\n"
    )


@pytest.mark.parametrize("text", ["", "x = 1\nx = 1\n", "x = 10\n", "# x = 1\n"])
def test_a_line_that_is_not_there_once_stops_everything(tmp_path: Path, text: str) -> None:
    (tmp_path / "old.py").write_text(text)
    with pytest.raises(ValueError, match="“x = 1”, not one"):
        follow("In `old.py`, below `x = 1`:\n\n```python\ny = 2\n```\n", tmp_path)
    assert (tmp_path / "old.py").read_text() == text


def test_a_place_without_a_line_is_no_place(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="old"):
        follow("In `old.py`:\n\n```python\ny = 2\n```\n", tmp_path)
