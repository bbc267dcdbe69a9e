"""What no font of the PDF can show: nothing is lost in silence."""

from pathlib import Path

import pytest

from goodoffices.engines.brackets import parse
from goodoffices.engines.brackets.rendering import RenderOptions
from goodoffices.engines.brackets.rendering.pdf import source
from goodoffices.site.command import main


def test_a_letter_that_no_font_here_has_is_shown_by_its_number() -> None:
    made = source(parse("1. The Parties [shall] sign (条), see ‘№ 5’ and Ἄρθρο.\n"), RenderOptions())
    assert "‹U+6761›" in made and made.count("‹U+") == 1


def test_a_draft_of_such_letters_is_refused_and_shown_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("第一条\n\n各缔约方[应当][可]合作。\n", encoding="utf-8")
    asked = ["text", "render", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), "--to"]
    assert main([*asked, "pdf"]) == 1
    assert "Render it to html or docx" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    assert main([*asked, "html"]) == 0
    assert "各缔约方" in (tmp_path / "out").read_text(encoding="utf-8")
