"""Words that distinguish operative text, introductions, and “no text”."""

import pytest

from goodoffices.engines.brackets.reading.no_text import nothing, says_nothing, seems_to_say_nothing
from goodoffices.engines.brackets.reading.wording import ENACTING, PREAMBLE, PREAMBULAR, enacts, introduces


@pytest.mark.parametrize(
    ("words", "operative"),
    [
        ('Decides to meet', True),
        ('*Requests* the chair', True),
        ('Calls upon all', True),
        ('The Parties decide', False),
        ('Deciding to meet', False),
        ('Takes note of it', True),
        ('[Urges] Parties', True),
        ('decides in small letters', False),
        ('Recommends that', True),
        ('Noting the report', False),
    ],
)  # fmt: skip
def test_operative_paragraphs_begin_with_a_verb(words: str, operative: bool) -> None:
    assert enacts(words, 0) is operative


@pytest.mark.parametrize(
    ("words", "leads_up"),
    [
        ('Parties shall:', True),
        ('Parties shall: ', True),
        ('Parties may,', True),
        ('The rules —', True),
        ('Parties shall.', False),
        ('Parties shall', False),
        ('**Parties shall:**\n', True),
        ('', False),
        ('Each Party [shall:]', True),
    ],
)  # fmt: skip
def test_words_introduce_what_follows_with_a_colon_a_comma_or_a_dash(words: str, leads_up: bool) -> None:
    assert introduces(words, 0, len(words)) is leads_up


@pytest.mark.parametrize(
    ("words", "says", "seems"),
    [
        ('No text', True, False),
        ('no text.', True, False),
        ('[No text]', True, False),
        ('*No provision on land use*', True, False),
        ('No text for this article', True, False),
        ('No article', True, False),
        ('Pas de texte', True, False),
        ('Aucun texte', True, False),
        ('Sin texto', True, False),
        ('Без текста', True, False),
        ('Нет текста', True, False),
        ('Metin yok', True, False),
        ('لا نص', True, False),
        ('بدون نص', True, False),
        ('No text (see Article 9)', False, True),
        ('No text on this; see [9]', False, True),
        ('No textbook', False, False),
        ('There is no text', False, False),
        ('Text', False, False),
        ('', False, False),
    ],
)  # fmt: skip
def test_no_text_is_told_from_words_that_begin_like_it(words: str, says: bool, seems: bool) -> None:
    assert says_nothing(words) is says
    assert seems_to_say_nothing(words) is seems


@pytest.mark.parametrize("word", ["Option", "Вариант", "Seçenek", "الخيار", "Alternative"])
def test_what_is_written_for_no_text_is_read_as_that(word: str) -> None:
    assert says_nothing(nothing(word))


@pytest.mark.parametrize("words", ["Recalling the treaty", "Deeply concerned", "Mindful of it", "Rappelant le traité"])
def test_preambular_paragraphs_begin_with_a_participle_or_an_adjective(words: str) -> None:
    assert PREAMBULAR.match(words)


@pytest.mark.parametrize("words", ["Have agreed as follows:", "HAVE AGREED", "Has decided", "Hereby agree"])
def test_enacting_words_end_a_preamble(words: str) -> None:
    assert ENACTING.match(words) and not PREAMBULAR.match(words)


@pytest.mark.parametrize("words", ["Preamble", "PREAMBLE", "Préambule", "Преамбула", "Dibace", "الديباجة"])
def test_a_preamble_is_headed_in_several_languages(words: str) -> None:
    assert PREAMBLE.match(words)
