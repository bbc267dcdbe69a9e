"""What is wrong with a file is said before anything is played: the line, and a sentence."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from goodoffices.cases.lines import DEEPEST, LARGEST
from goodoffices.cases.loading import BadCase, parse, read, shipped

HEAD = """\
format: goodoffices-case/1
zone: Europe/Vienna
founder: amara
found: {title: A try}
acts:
"""  # the first act stands in line 6
PARTY = "  - {at: 2025-04-01 09:05, by: amara, do: process.admit_party, with: {party: north, name: North}, as: north}\n"
STATEMENT = '  - {at: 2025-04-01 10:00, by: amara, do: consultation.make_statement, with: {room: "@third_party", text: Hello}}\n'


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(BadCase) as bad:
        parse(text)
    for line, reason in bad.value.faults:
        assert f"line {line}: {reason}" in str(bad.value) or len(bad.value.faults) > BadCase.MOST_TOLD
    return bad.value.faults


def fault(text: str) -> tuple[int, str]:
    (only,) = faults(text)
    return only


def test_a_good_file_is_read():
    case = parse(HEAD + PARTY + STATEMENT)
    assert [(step.line, step.kind, step.name) for step in case.steps] == [
        (6, "process.admit_party", "north"),
        (7, "consultation.make_statement", ""),
    ]
    assert (case.title, case.founder, case.zone.key) == ("A try", "amara", "Europe/Vienna")
    assert case.founded_at == case.steps[0].at


FAULTS = [
    ("", 1, "the file is empty"),
    ("# only a remark\n", 1, "the file is empty"),
    ("just words", 1, "begins with “format: goodoffices-case/1”"),
    ("- a\n- list\n", 1, "begins with “format: goodoffices-case/1”"),
    ("format: goodoffices-case/2\n", 1, "begins with “format: goodoffices-case/1”"),
    (HEAD.replace("founder", "fonder"), 3, "“fonder” is not known here"),
    (HEAD.replace("founder: amara", "founder: The mediator"), 3, "“founder” is a name"),
    (HEAD.replace("founder: amara", "founder: plenary"), 3, "“founder” is a name"),
    (HEAD.replace("Europe/Vienna", "Europe/Atlantis"), 2, "“Europe/Atlantis” is not known"),
    (HEAD.replace("Europe/Vienna", "../../etc/passwd"), 2, "is not known"),
    (HEAD.replace("found: {title: A try}\n", ""), 1, "“found” says what is founded"),
    (HEAD.replace("{title: A try}", "A try"), 4, "“found” says what is founded"),
    (HEAD.replace("title: A try", "summary: A try"), 4, "process.found needs “title”"),
    (HEAD.replace("title: A try", "title: A try, mandate: rule"), 4, "“mandate” is one of 'good_offices'"),
    (HEAD.replace("title: A try", "title: 2025"), 4, "“title” is text; if it looks like something else"),
    (HEAD, 1, "a case without acts says when it was founded"),
    (HEAD + "  none", 5, "“acts” is a list"),
    (HEAD.replace("acts", "until: soon\nacts") + PARTY, 5, "“until” is a day such as"),
    (HEAD.replace("acts", "until: 2025-02-30\nacts") + PARTY, 5, "“until” is a day such as"),
    (HEAD.replace("acts", "until: 2025-03-31\nacts") + PARTY, 5, "“until” is before the first act (2025-04-01)"),
    (HEAD.replace("acts", "founded: 2025-04-02 09:00\nacts") + PARTY, 7, "the first act is before the founding"),
    (HEAD + PARTY + PARTY.replace("09:05", "09:04").replace("north", "n"), 7, "is before the act above"),
    (HEAD + PARTY.replace("2025-04-01 09:05", "2025-04-01"), 6, "“at” is a day and time such as"),
    (HEAD + PARTY.replace("09:05", "09:05+02:00"), 6, "“at” is a day and time such as"),
    (HEAD + PARTY.replace("2025-04-01 09:05", "0001-01-01 00:00"), 6, "“at” is a day and time such as"),
    (HEAD + PARTY.replace("2025-04-01 09:05", "2025-03-30 02:30"), 6, "does not exist in Europe/Vienna"),
    (HEAD + "  - words\n", 6, "an act is a mapping"),
    (HEAD + "  - {by: amara, do: process.admit_party}\n", 6, "an act says “at: …”"),
    (HEAD + "  - {at: 2025-04-01 09:05, do: process.admit_party}\n", 6, "an act says “by: …”"),
    (HEAD + "  - {at: 2025-04-01 09:05, by: amara}\n", 6, "an act says “do: …”"),
    (HEAD + "  - {at: 2025-04-01 09:05, by: amara, do: [x]}\n", 6, "an act says “do: …”"),
    (HEAD + PARTY.replace("as:", "called:"), 6, "“called” is not known here"),
    (HEAD + PARTY.replace("admit_party", "admit_partie"), 6, "did you mean process.admit_party?"),
    (HEAD + PARTY.replace("admit_party", "found"), 6, "a case founds one process"),
    (HEAD + PARTY.replace("with: {party: north, name: North}", "with: North"), 6, "“with” is a mapping"),
    (HEAD + PARTY.replace("name: North", "title: North, name: N"), 6, "process.admit_party has no “title”"),
    (HEAD + PARTY.replace(", name: North", ""), 6, "process.admit_party needs “name”"),
    (HEAD + PARTY.replace("party: north", "party: The North"), 6, "“party” is “The North”, which cannot be"),
    (HEAD + PARTY.replace("as: north", "as: amara"), 6, "“amara” is the name of something above"),
    (HEAD + PARTY + PARTY, 7, "“north” is the name of something above"),
    (HEAD + PARTY.replace("as: north", "as: third_party"), 6, "“as” is a name"),
    (HEAD + PARTY.replace("as: north", "as: caucus:north"), 6, "“as” is a name"),
    (HEAD + STATEMENT.replace("amara", "lena"), 6, "“lena” has not been admitted above"),
    (HEAD + PARTY + STATEMENT.replace("amara", "north"), 7, "“north” is not a seat"),
    (HEAD + STATEMENT.replace("@third_party", "@third_room"), 6, "“@third_room” has not been made above"),
    (HEAD + STATEMENT.replace("@third_party", "@caucus:"), 6, "“@caucus:” has not been made above"),
    (HEAD + STATEMENT.replace('"@third_party"', "@third_party"), 6, "a text that begins with “@” needs quotes"),
    (HEAD + STATEMENT.replace("Hello", '"\\u202eolleH"'), 6, "The text holds a hidden character (U+202E)"),
    (HEAD + STATEMENT.replace("Hello", "Hel\0lo"), 6, "a character that no text holds stands here (U+0000)"),
    (HEAD + STATEMENT.replace("Hello", "Hel\u2028lo"), 6, "a character that no text holds stands here (U+2028)"),
    (HEAD + PARTY + "\t- {at: x}\n", 7, "a tab stands here"),
    (HEAD + PARTY + "  - {at: 2025-04-01 09:06\n", 8, "not YAML"),
    (HEAD + PARTY + '  - {at: "2025-04-01 09:06\n\n\n', 10, "that begins in line 7"),
    (HEAD + PARTY + "---\n" + HEAD, 7, "not YAML: but found another document"),
    (HEAD + PARTY.replace("by: amara", "by: amara, by: lena"), 6, "“by” stands here twice"),
    (HEAD.replace("zone", "format"), 2, "“format” stands here twice"),
    (HEAD + PARTY.replace("by:", "[by]:"), 6, "what stands before a colon is a word"),
    (HEAD + PARTY.replace("name: North", "name: &n North"), 6, "anchors and aliases"),
    (HEAD + PARTY.replace("name: North", "name: *n"), 6, "anchors and aliases"),
    (HEAD + PARTY.replace("name: North", "name: !!python/name:os.system x"), 6, "tags (!) are not read"),
    (HEAD + PARTY.replace("name: North", "name: N, <<: {name: N}"), 6, "has no “<<”"),
    (HEAD + "  - " + "[" * DEEPEST + "\n", 6, f"nested more than {DEEPEST} deep"),
    (HEAD + "  - " + "{a: " * 100_000, 6, f"nested more than {DEEPEST} deep"),
]


@pytest.mark.parametrize(("text", "line", "words"), FAULTS, ids=[words for _, _, words in FAULTS])
def test_a_fault_is_told_with_its_line(text, line, words):
    found = fault(text)
    assert found[0] == line, found
    assert words in found[1]


ATTACHED = '  - {at: 2025-04-01 10:00, by: amara, do: files.attach, with: {about: "@north", title: Levels}'
SAID = '  - {at: 2025-04-01 10:00, by: amara, do: consultation.make_statement, with: {room: "@plenary", text: Hello}'


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (ATTACHED + "}", "files.attach needs “file: {name: …, text: …}” beside “with”"),
        (ATTACHED + ", file: levels.csv}", "files.attach needs “file: {name: …, text: …}” beside “with”"),
        (ATTACHED + ", file: {name: levels.csv}}", "a file says “text: …”"),
        (ATTACHED + ", file: {name: l.csv, text: Low, path: /etc}}", "“path” is not known here; known are name, text"),
        (SAID + ", file: {name: levels.csv, text: Low}}", "consultation.make_statement takes no file"),
    ],
)
def test_a_file_goes_with_the_acts_that_bring_one(act, words):
    assert fault(HEAD + PARTY + act + "\n") == (7, words)


def test_lines_are_right_inside_data_of_many_lines():
    text = HEAD + (
        "  - at: 2025-04-01 09:05\n"  # 6
        "    by: amara\n"
        "    do: process.propose_ground_rules\n"
        "    with:\n"
        "      text: >-\n"  # 10
        "        We let each other\n"
        "        finish.\n"
        "      languages:\n"  # 13
        "        - en\n"
        "        - klingon\n"  # 15
        "      observers: perhaps\n"  # 16
        "      tea: true\n"  # 17
        "  - at: 2025-04-01 09:06\n"  # 18
        "    by: amara\n"
        "    do: process.set_up_task_force\n"
        "    with:\n"
        "      task_force: water\n"  # 22
    )
    found = faults(text)
    assert [line for line, _ in found] == [15, 16, 17, 22, 22]
    assert "“languages.1” is one of 'ar', 'en'" in found[0][1]
    assert found[2][1].startswith("process.propose_ground_rules has no “tea”; it has regime, ")
    assert [reason for _, reason in found[3:]] == [
        "process.set_up_task_force needs “name”",
        "process.set_up_task_force needs “members”",
    ]


def test_an_unknown_name_is_told_with_its_own_line_also_inside_a_list():
    text = HEAD + (
        "  - at: 2025-04-01 09:06\n"
        "    by: amara\n"
        "    do: process.set_up_task_force\n"
        "    with:\n"
        "      task_force: water\n"
        "      name: Water\n"
        "      members:\n"
        '        - "@amara"\n'
        '        - "@lena"\n'  # 14
    )
    assert fault(text) == (14, "“@lena” has not been made above, and is no room; “@@” begins a text with “@”")


def test_every_fault_of_shape_is_told_at_once_and_a_flood_is_cut_short():
    wrong = PARTY.replace("name", "title")
    assert len(faults(HEAD + wrong * 3)) == 6
    with pytest.raises(BadCase, match=r"line 10: .*; and 190 more$"):
        parse(HEAD + wrong * 100)


def test_words_that_yaml_would_turn_into_something_else_stay_words():
    act = '  - {at: 2025-04-01 10:00, by: amara, do: consultation.make_statement, with: {room: "@third_party", text: %s}}\n'
    for word in ("no", "on", "12:30", "2025-04-01", "0x1F", "1_000", "1.5", "=", ".inf"):
        assert parse(HEAD + act % word).steps[0].data["text"] == word
    assert fault(HEAD + act % "12")[0] == 6
    assert parse(HEAD + act % "'12'").steps[0].data["text"] == "12"


def test_a_bomb_of_aliases_is_refused_before_it_unfolds():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefghijkl", "bcdefghijklm", strict=True)
    )
    assert fault(bomb) == (
        1,
        "anchors and aliases (& and *) are not read here; write out what you mean, or quote it",
    )


@pytest.mark.parametrize(
    ("raw", "line", "words"),
    [
        (HEAD.encode() + "  - Grüße".encode("latin-1"), 6, "this is not UTF-8 text"),
        (HEAD.encode("utf-16"), 1, "this is not UTF-8 text"),
        (HEAD.encode("utf-16-le"), 1, "a character that no text holds"),
        (b"\xff" * 10, 1, "this is not UTF-8 text"),
        (b"# " + b"x" * LARGEST, 1, f"larger than {LARGEST:,} bytes"),
        (b"", 1, "the file is empty"),
    ],
)
def test_a_file_that_is_no_text_is_told_so(tmp_path, raw, line, words):
    path = tmp_path / "case.yaml"
    path.write_bytes(raw)
    with pytest.raises(BadCase) as bad:
        read(path)
    assert bad.value.faults[0][0] == line
    assert words in str(bad.value)


def test_a_folder_or_a_missing_file_is_told_so(tmp_path):
    for path in (tmp_path, tmp_path / "nothing.yaml"):
        with pytest.raises(BadCase, match="line 1: the file cannot be read: "):
            read(path)


def test_a_mark_at_the_beginning_and_windows_line_ends_change_nothing(tmp_path):
    path = tmp_path / "case.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + (HEAD + PARTY + STATEMENT).replace("\n", "\r\n").encode())
    assert [step.line for step in read(path).steps] == [6, 7]


@settings(max_examples=60, deadline=None)
@given(st.text())
def test_no_text_at_all_breaks_the_reader(text):
    with pytest.raises(BadCase):
        parse(text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_slip_of_the_pen_breaks_the_reader(data):
    text = shipped("river").read_text(encoding="utf-8")
    at = data.draw(st.integers(0, len(text)))
    cut = data.draw(st.integers(0, 30))
    put = data.draw(st.text(st.sampled_from("\t\n &*!@%{}[]:,-'\"#|>?x1\0\u202e"), max_size=5))
    try:
        parse(text[:at] + put + text[at + cut :])
    except BadCase as bad:
        assert all(1 <= line <= text.count("\n") + 7 for line, _ in bad.faults)
