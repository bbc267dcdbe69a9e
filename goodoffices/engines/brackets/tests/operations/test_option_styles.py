"""Options are put in, made, taken and withdrawn in the style in which their group is written."""

import pytest

from goodoffices.engines.brackets import Draft, parse
from goodoffices.engines.brackets.operations import (
    Conflict,
    agree,
    clean,
    into_options,
    merge_options,
    propose_option,
    split_option,
    stances,
    withdraw,
)

FURTHER = [  # the draft, with a further option, with a bis that says no text
        ('Option 1: a\n\nOption 2: b\n', 'Option 1: a\n\nOption 2: b\n\nOption 3: new words\n', 'Option 1: a\n\nOption 1 bis: No text\n\nOption 2: b\n'),
        ('Option (a): a\n\nOption (b): b\n', 'Option (a): a\n\nOption (b): b\n\nOption (c): new words\n', 'Option (a): a\n\nOption (a) bis: No text\n\nOption (b): b\n'),
        ('Option I: a\n\nOption II: b\n', 'Option I: a\n\nOption II: b\n\nOption III: new words\n', 'Option I: a\n\nOption I bis: No text\n\nOption II: b\n'),
        ('Option A. a\n\nOption B. b\n', 'Option A. a\n\nOption B. b\n\nOption C. new words\n', 'Option A. a\n\nOption A bis. No text\n\nOption B. b\n'),
        ('Вариант 1: а\n\nВариант 2: б\n', 'Вариант 1: а\n\nВариант 2: б\n\nВариант 3: new words\n', 'Вариант 1: а\n\nВариант 1 bis: Без текста\n\nВариант 2: б\n'),
        ('الخيار ١: ا\n\nالخيار ٢: ب\n', 'الخيار ١: ا\n\nالخيار ٢: ب\n\nالخيار ٣: new words\n', 'الخيار ١: ا\n\nالخيار ١ bis: لا نص\n\nالخيار ٢: ب\n'),
        ('Alternative 1: a\n\nAlternative 2: b\n', 'Alternative 1: a\n\nAlternative 2: b\n\nAlternative 3: new words\n', 'Alternative 1: a\n\nAlternative 1 bis: No text\n\nAlternative 2: b\n'),
        ('**Option 1:** a\n\n**Option 2:** b\n', '**Option 1:** a\n\n**Option 2:** b\n\n**Option 3:** new words\n', '**Option 1:** a\n\n**Option 1 bis:** No text\n\n**Option 2:** b\n'),
        ('Option 1\n\na\n\nOption 2\n\nb\n', 'Option 1\n\na\n\nOption 2\n\nb\n\nOption 3:\n\nnew words\n', 'Option 1\n\na\n\nOption 1 bis:\n\nNo text\n\nOption 2\n\nb\n'),
        ('[Option 1: a]\n\n[Option 2: b]\n', '[Option 1: a]\n\n[Option 2: b]\n\n[Option 3: new words]\n', '[Option 1: a]\n\n[Option 1 bis: No text]\n\n[Option 2: b]\n'),
        ('3. Option 1: a\n\nOption 2: b\n', '3. Option 1: a\n\nOption 2: b\n\nOption 3: new words\n', '3. Option 1: a\n\nOption 1 bis: No text\n\nOption 2: b\n'),
        ('Option 1: a\nOption 2: b\n', 'Option 1: a\nOption 2: b\nOption 3: new words\n', 'Option 1: a\nOption 1 bis: No text\nOption 2: b\n'),
        ('Option 1 (Norway): a\n\nOption 2 (Chile): b\n', 'Option 1 (Norway): a\n\nOption 2 (Chile): b\n\nOption 3: new words\n', 'Option 1 (Norway): a\n\nOption 1 bis: No text\n\nOption 2 (Chile): b\n'),
        ('Option 1 – a\n\nOption 2 – b\n', 'Option 1 – a\n\nOption 2 – b\n\nOption 3 – new words\n', 'Option 1 – a\n\nOption 1 bis – No text\n\nOption 2 – b\n'),
        ('Option 1: a\n\nOption 1 bis: b\n\nOption 2: c\n', 'Option 1: a\n\nOption 1 bis: b\n\nOption 2: c\n\nOption 3: new words\n', 'Option 1: a\n\nOption 1 bis: b\n\nOption 1 ter: No text\n\nOption 2: c\n'),
        ('Variante 1 : a\n\nVariante 2 : b\n', 'Variante 1 : a\n\nVariante 2 : b\n\nVariante 3 : new words\n', 'Variante 1 : a\n\nVariante 1 bis : No text\n\nVariante 2 : b\n'),
        ('[Option 1: a\n\nOption 2: b]\n', '[Option 1: a\n\nOption 2: b\n\nOption 3: new words]\n', '[Option 1: a\n\nOption 1 bis: No text\n\nOption 2: b]\n'),
        ('    Option 1: a\n\n    Option 2: b\n', '    Option 1: a\n\n    Option 2: b\n\n    Option 3: new words\n', '    Option 1: a\n\n    Option 1 bis: No text\n\n    Option 2: b\n'),
]  # fmt: skip
INTO = [  # the draft, which provisions, the other words, the draft with options
        ('Article 1\n\n3. The river is shared.\n\n4. It is measured.\n', ['article-1/3'], '', 'Article 1\n\n3. Option 1: The river is shared.\n\nOption 2: No text\n\n4. It is measured.\n'),
        ('Article 1\n\n3. The river is shared.\n\n4. It is measured.\n', ['article-1/3', 'article-1/4'], 'It rests.', 'Article 1\n\nOption 1:\n\n3. The river is shared.\n\n4. It is measured.\n\nOption 2:\n\nIt rests.\n'),
        ('Article 1\n\n1. A.\n\n2. B.\n', ['article-1'], '', 'Article 1\n\nOption 1:\n\n1. A.\n\n2. B.\n\nOption 2:\n\nNo text\n'),
        ('1. Parties may:\n\n(a) meet;\n\n(b) talk.\n', ['1/a'], 'rest;', '1. Parties may:\n\n(a) Option 1: meet;\n\nOption 2: rest;\n\n(b) talk.\n'),
        ('The river is shared.\n', ['text'], 'It rests.', 'Option 1: The river is shared.\n\nOption 2: It rests.\n'),
        ('1. Стороны делят реку.\n', ['1'], '', '1. Вариант 1: Стороны делят реку.\n\nВариант 2: Без текста\n'),
]  # fmt: skip
TAKEN = [  # the draft, with its first option taken, with its second taken
        ('Option 1: a\n\nOption 2: b\n', 'a\n', 'b\n'),
        ('Option (a): a\n\nOption (b): b\n', 'a\n', 'b\n'),
        ('Option I: a\n\nOption II: b\n', 'a\n', 'b\n'),
        ('Option A. a\n\nOption B. b\n', 'a\n', 'b\n'),
        ('Вариант 1: а\n\nВариант 2: б\n', 'а\n', 'б\n'),
        ('الخيار ١: ا\n\nالخيار ٢: ب\n', 'ا\n', 'ب\n'),
        ('Alternative 1: a\n\nAlternative 2: b\n', 'a\n', 'b\n'),
        ('**Option 1:** a\n\n**Option 2:** b\n', 'a\n', 'b\n'),
        ('Option 1\n\na\n\nOption 2\n\nb\n', 'a\n', 'b\n'),
        ('[Option 1: a]\n\n[Option 2: b]\n', 'a\n', 'b\n'),
        ('3. Option 1: a\n\nOption 2: b\n', '3. a\n', '3. b\n'),
        ('Option 1: a\nOption 2: b\n', 'a\n', 'b\n'),
        ('Option 1 (Norway): a\n\nOption 2 (Chile): b\n', 'a\n', 'b\n'),
        ('Option 1 – a\n\nOption 2 – b\n', 'a\n', 'b\n'),
        ('Option 1: a\n\nOption 1 bis: b\n\nOption 2: c\n', 'a\n', 'b\n'),
        ('Variante 1 : a\n\nVariante 2 : b\n', 'a\n', 'b\n'),
        ('[Option 1: a\n\nOption 2: b]\n', 'a\n', 'b\n'),
        ('    Option 1: a\n\n    Option 2: b\n', '    a\n', '    b\n'),
        ('4 bis. Option 1: a\n\nOption 2: no text\n\n5. b\n', '4 bis. a\n\n5. b\n', '5. b\n'),
        ('[Option 1: a\n\nOption 2: no text]\n', 'a\n', '\n'),
        ('Option 1:\n\n1. A.\n\n2. B.\n\nOption 2:\n\nNo text\n', '1. A.\n\n2. B.\n', '\n'),
]  # fmt: skip


def made(result: Draft | Conflict) -> Draft:
    assert isinstance(result, Draft), result
    return result


def read(text: str) -> Draft:
    return parse(text, markdown="**" in text)


@pytest.mark.parametrize(("text", "further", "bis"), FURTHER)
def test_a_further_option_is_written_like_the_others(text: str, further: str, bis: str) -> None:
    draft = read(text)
    assert made(propose_option(draft, draft.options[0], "new words", "North")).text == further
    assert made(propose_option(draft, draft.options[0], "", "North", bis=True)).text == bis


@pytest.mark.parametrize(("text", "further", "bis"), FURTHER)
def test_a_further_option_that_is_withdrawn_leaves_no_trace(text: str, further: str, bis: str) -> None:
    draft = read(text)
    for after, words, beside in ((further, "new words", False), (bis, "", True)):
        new = made(propose_option(draft, draft.options[0], words, "North", bis=beside))
        assert new.text == after
        (mine,) = [one for one in new.options if stances(new, one).get("North") == "proposed"]
        assert made(withdraw(new, mine, "North")) == draft


@pytest.mark.parametrize(("text", "further", "bis"), FURTHER)
def test_a_further_option_belongs_to_its_group(text: str, further: str, bis: str) -> None:
    draft = read(text)
    new = made(propose_option(draft, draft.options[0], "new words", "North"))
    assert len(new.groups) == 1 and len(new.groups[0].members) == len(draft.options) + 1
    assert [one.label for one in new.options[:-1]] == [one.label for one in draft.options]


@pytest.mark.parametrize(("text", "ids", "words", "after"), INTO)
def test_provisions_become_two_options(text: str, ids: list[str], words: str, after: str) -> None:
    draft = parse(text)
    new = made(into_options(draft, ids, words, "North"))
    assert new.text == after and len(new.groups) == 1
    first, second = new.options
    assert stances(new, first) == {"North": "opposed"} and stances(new, second) == {"North": "proposed"}
    assert second.no_text is (not words)


@pytest.mark.parametrize(("text", "ids", "words", "after"), INTO)
def test_options_that_were_made_go_with_the_proposal(text: str, ids: list[str], words: str, after: str) -> None:
    draft = parse(text)
    new = made(into_options(draft, ids, words, "North"))
    assert made(withdraw(new, new.options[1], "North")) == draft


@pytest.mark.parametrize(("text", "first", "second"), TAKEN)
def test_the_words_of_the_option_that_all_take_stay_alone(text: str, first: str, second: str) -> None:
    for index, after in enumerate((first, second)):
        draft = read(text)
        for party in ("North", "South"):
            draft = made(agree(draft, draft.options[index], party))
        found = clean(draft, ["North", "South"])
        assert found.draft.text == after and len(found.agreed) == 1 and not found.conflicts


@pytest.mark.parametrize(("text", "first", "second"), TAKEN)
def test_one_partys_agreement_takes_nothing(text: str, first: str, second: str) -> None:
    draft = read(text)
    draft = made(agree(draft, draft.options[0], "North"))
    assert clean(draft, ["North", "South"]).draft == draft


def test_options_are_merged_into_the_first_as_their_authors_proposal() -> None:
    draft = parse("Option 1 (opposed by Chile): daily\n\nOption 2: weekly\n\nOption 3: no text\n")
    new = made(merge_options(draft, draft.options[:2], "daily or weekly", "North"))
    assert new.text == "Option 1 (opposed by Chile): daily or weekly\n\nOption 3: no text\n"
    assert stances(new, new.options[0]) == {"North": "proposed"}


def test_options_on_which_others_stand_stay_beside_what_merges_them() -> None:
    draft = parse("Option 1 (Chile): daily\n\nOption 2 (Peru): weekly\n\nOption 3: no text\n")
    new = made(merge_options(draft, draft.options[:2], "daily or weekly", "Peru"))
    assert new.text == "Option 1 (Chile): daily\n\nOption 3: no text\n\nOption 4: daily or weekly\n"
    assert [stances(new, one) for one in new.options] == [{"Chile": "proposed"}, {}, {"Peru": "proposed"}]


def test_an_option_is_split_into_itself_and_its_bis_and_ter() -> None:
    draft = parse("Option 1 (Chile): a, b and c\n\nOption 2: no text\n")
    new = made(split_option(draft, draft.options[0], ["a", "b", "c"], "Chile"))
    assert [one.label for one in new.options] == ["1", "1 bis", "1 ter", "2"]
    assert all(stances(new, one) == {"Chile": "proposed"} for one in new.options[:3])


def test_words_of_several_lines_keep_the_indent_of_the_group() -> None:
    draft = parse("    Option 1: a\n\n    Option 2: b\n")
    new = made(propose_option(draft, draft.options[0], "one\n\ntwo", "North"))
    assert new.text.endswith("    Option 3: one\n\n    two\n")


def test_windows_line_ends_stay_windows_line_ends() -> None:
    draft = parse("Option 1: a\r\n\r\nOption 2: b\r\n")
    new = made(propose_option(draft, draft.options[0], "c", "North"))
    assert new.text == "Option 1: a\r\n\r\nOption 2: b\r\n\r\nOption 3: c\r\n"
