"""Files: what is read, what comes back when it is written, and the sentence where a file is broken."""

from fractions import Fraction
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings

from goodoffices.engines.crossimpact import api, formats
from goodoffices.engines.crossimpact.tests.matrices import EXAMPLES, matrices

SCW = (EXAMPLES / "CIB_global.scw").read_bytes()


@settings(max_examples=40, deadline=None)
@given(matrices(most=300))
def test_every_format_gives_the_matrix_back(matrix: api.Matrix) -> None:
    for format in formats.FORMATS:
        again = api.read(api.write(matrix, format), f"matrix.{format}")
        assert again.hash == matrix.hash and again.descriptors == matrix.descriptors, format


def test_names_of_every_sort_come_back() -> None:
    names = {"Öl: Preis": ["hoch & mehr", "−1"], "السلام": ["نعم", "لا"], "和平": ["是", "a,b;c"]}
    matrix = api.Matrix.of(names, [[0] * 6] * 6)
    for format in formats.FORMATS:
        assert api.read(api.write(matrix, format), f"m.{format}").descriptors == matrix.descriptors, format


@pytest.mark.parametrize(
    "changed",
    [
        SCW.replace(b"\n", b"\r\n"),
        SCW.replace(b"\n", b"\r"),
        b"\xef\xbb\xbf" + SCW,
        SCW.decode().encode("utf-16"),
        SCW.replace(b"$ ScenarioWizard 4.0", b" ScenarioWizard 3.1"),
        SCW.replace(b" ,", b","),
        SCW.replace(b" , ", b" ; ").replace(b" ,-", b" ;-"),
        SCW.replace(b"#\n#\nFFFFFF", b"#\nA longer description, with 1, 2, 3 in it\n#\nFFFFFF"),
        SCW.rstrip(b"#\" \n"),
    ],
    ids=["crlf", "cr", "mark", "utf-16", "version 3", "no blanks", "semicolons", "descriptions", "no comments"],
)  # fmt: skip
def test_a_scw_file_however_it_is_laid_out(changed: bytes) -> None:
    assert api.read(changed, "CIB_global.scw").hash == api.read(SCW, "CIB_global.scw").hash


def test_a_scw_file_in_latin_letters_with_decimal_commas_and_without_names() -> None:
    text = SCW.decode().replace("&WTRD", "&Größe").replace(" -FT", " -").replace(" -Ntl", " -")
    text = text.replace(" 0 , 0 , 0 , 1 , 2 ,-3 ,-4 ,-2 , 3 , 3 ", "0 ,0 ,0 ,1,5 ,2 ,-3,25 ,-4 ,-2 ,3 ,3")
    matrix = api.read(text.encode("latin-1"), "m.scw")
    assert matrix.descriptors[0] == api.Descriptor("Größe", ("variant 1", "variant 2", "Mix"))
    assert matrix.value(matrix.rows[0][3]) == Fraction(3, 2) and matrix.value(matrix.rows[0][5]) == Fraction(-13, 4)


PROJECT = "$ ScenarioWizard 4.0\nm.scw\n&A\n -a\n -b\n&B\n -c\n -d\n#\n#\n#\n{}\n{}\n1,-1,0,0\n-1,1,0,0\n#\n"


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        (("0,0,1,", "0,0,-1,1"), (1, 0)),
        (("0,0,,", "0,0,-1,1"), (0, 0)),
        ((",,,", "0,0,-1,1"), (0, 0)),
        (("0,0,1,-1,", "0,0,-1,1,"), (1, -1)),
        (("0,0,1,,", "0,0,-1,1,"), (1, 0)),
        (("0;0;1;", "0;0;-1;1"), (1, 0)),
        (("0 ,0 ,1,5 , ", "0 ,0 ,-1 ,1 "), (3, 0)),
    ],
)
def test_a_judgement_that_is_missing_at_the_end_of_a_line_counts_as_nothing(
    lines: tuple[str, str], read: tuple[int, int]
) -> None:
    matrix = api.read(PROJECT.format(*lines).encode(), "m.scw")
    assert matrix.rows[0][2:] == read
    assert bool(matrix.notes) is (read[1] == 0)


def test_a_line_that_is_too_short_is_refused() -> None:
    with pytest.raises(api.Unusable, match="line 1 of the matrix has 3 numbers; there are 4 variants"):
        api.read(PROJECT.format("0,0,1", "0,0,-1,1").encode(), "m.scw")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "nothing in it"),
        (b"hello", "neither a .scw file nor a table"),
        (SCW[:200], "m.scw, line"),
        (SCW.replace(b"-3 ,-4 ,-2", b"-3 ,x ,-2"), "“x” in line 1 of the matrix is not a number"),
        (SCW.replace(b"-2 , 3 ,-1 , 0", b"-2 , 3 ,-1 "), ": line 6 of the matrix has 9 numbers; there are 10 variants"),
        (SCW.replace(b" 0 , 0 , 0 , 1 , 2", b" 0 , 2 , 0 , 1 , 2"), "“WTRD” is judged to influence itself"),
        (SCW.replace(b" -Rlx\n -Mod\n -Alrt\n", b""), "the descriptor “WSEC” has no variant"),
        ((EXAMPLES / "CIB_global.sl").read_bytes(), "a list of solutions, not a matrix"),
        (b"\xd0\xcf\x11\xe0rest", "XLS"),
        (b"PK\x03\x04broken", "damaged"),
        (b"\0\1\2\3,4", "not text"),
        (b",A1,A2,B1\nA1,0,0,1\nA2,0,0,2\nB1,1,x,0\n", "line 4, column C: “x” is not a judgement"),
        (b",A1,A2,B1\nA1,0,0,1\nA2,0,0,2\n", "2 rows of judgements and 3 columns"),
        (b",A1,A2,B1\nA1,0,0,1\nB1,0,0,2\nA2,1,1,0\n", "line 3: this row is “B1”"),
        (b",A1,A2,B1\nA1,0,1,1\nA2,0,0,2\nB1,1,1,0\n", "“A” is judged to influence itself"),
        (b",alpha,beta,gamma\nalpha,0,0,1\nbeta,0,0,2\ngamma,1,1,0\n", "do not say which variants belong together"),
        (b",A1,A2,B1\nA1,0,0,1e400\n\"A2,0,0,2\nB1,1,1,0\n", "cannot be read"),
    ],
)  # fmt: skip
def test_what_is_broken_is_told_with_its_place(content: bytes, said: str) -> None:
    with pytest.raises(api.Unusable) as refused:
        api.read(content, "m.scw")
    assert said in str(refused.value), str(refused.value)


def test_missing_judgements_count_as_nothing_and_are_told() -> None:
    matrix = api.read(b",A1,A2,B1,B2\nA1,,,1,\nA2,,,2,0\nB1,1,0,,\nB2,0,0,,\n", "m.csv")
    assert matrix.rows[0] == (0, 0, 1, 0)
    assert matrix.notes == ("Judgements are missing and count as 0: “A” on “B”.",)


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\n;A: x;A: y;B: 1\nA: x;0;0;1,5\nA: y;0;0;-2\nB: 1;0,5;0;0\n",
        "\tA_x\tA_y\tB_1\r\nA_x\t0\t0\t1.5\r\nA_y\t0\t0\t−2\r\nB_1\t.5\t0\t0\r\n",
        ",,A,,B\n,,x,y,1\nA,x,0,0,1.5\n,y,0,0,-2\nB,1,0.5,0,0\n",
    ],
)
def test_tables_as_people_write_them(text: str) -> None:
    matrix = api.read(text.encode(), "m.csv")
    assert [(each.name, each.variants) for each in matrix.descriptors] == [("A", ("x", "y")), ("B", ("1",))]
    assert matrix.rows == ((0, 0, 3), (0, 0, -4), (1, 0, 0)) and matrix.scale == 2


@pytest.mark.parametrize("names", [(",,A,A,B,B", "A", "B"), (",,1,1,2,2", "1", "2")])
def test_two_rows_of_names_may_be_numbers(names: tuple[str, str, str]) -> None:
    top, a, b = names
    text = f"{top}\n,,1,2,1,2\n{a},1,,,2,-2\n{a},2,,,-1,1\n{b},1,1,-1,,\n{b},2,-1,1,,\n"
    matrix = api.read(text.encode(), "m.csv")
    assert [(each.name, each.variants) for each in matrix.descriptors] == [(a, ("1", "2")), (b, ("1", "2"))]
    assert matrix.rows[0] == (0, 0, 2, -2)


def test_a_comma_that_may_part_thousands_or_decimals_is_asked_about() -> None:
    text = ',,A,A,B\n,,x,y,z\nA,x,,,"{}"\n,y,,,-2\nB,z,"{}",0,\n'
    with pytest.raises(
        api.Unusable, match=r"m\.csv, line 3, column E: “1,000” may be a thousand or a decimal\. Write 1000 or 1\.000"
    ):
        api.read(text.format("1,000", "2").encode(), "m.csv")
    for one, other, read in (
        ("1,125", "0,5", Fraction(9, 8)),
        ("1,5", "2", Fraction(3, 2)),
        ("0,125", "2", Fraction(1, 8)),
    ):
        matrix = api.read(text.format(one, other).encode(), "m.csv")
        assert matrix.value(matrix.rows[0][2]) == read


def test_a_cell_of_a_workbook_that_is_no_judgement() -> None:
    book = openpyxl.Workbook()
    for row in (["", "A1", "A2", "B1"], ["A1", 0, 0, 1], ["A2", 0, 0, True], ["B1", 1, 0.1, 0]):
        book.active.append(row)
    packed = BytesIO()
    book.save(packed)
    with pytest.raises(api.Unusable, match=r"m\.xlsx, cell D3: “True” is neither"):
        api.read(packed.getvalue(), "m.xlsx")
    book.active["D3"] = 2
    packed = BytesIO()
    book.save(packed)
    matrix = api.read(packed.getvalue(), "m.xlsx")
    assert matrix.value(matrix.rows[2][1]) == Fraction(1, 10)


def test_a_formula_without_its_value_is_not_taken_for_a_missing_judgement() -> None:
    book = openpyxl.Workbook()
    for row in (["", "A1", "A2", "B1"], ["A1", None, None, 1], ["A2", None, None, "=1+1"], ["B1", 1, 2, None]):
        book.active.append(row)
    packed = BytesIO()
    book.save(packed)
    with pytest.raises(api.Unusable, match=r"m\.xlsx, cell D3: here is a formula, and the file holds no value of it"):
        api.read(packed.getvalue(), "m.xlsx")
    book.active["D3"] = 2
    packed = BytesIO()
    book.save(packed)
    assert api.read(packed.getvalue(), "m.xlsx").rows[1][2] == 2


def test_ten_thousand_descriptors_are_refused_at_once() -> None:
    text = "$ ScenarioWizard 4.0\nbig\n" + "".join(f"&D{at}\n -a\n -b\n" for at in range(10_000)) + "#\n" * 5 + "0,1\n"
    with pytest.raises(api.Unusable):
        api.read(text.encode(), "big.scw")
    with pytest.raises(api.Unusable, match="10,000 descriptors have more than 2,000 variants together"):
        api.Matrix.of({f"D{at}": ["a", "b"] for at in range(10_000)}, [])


def test_a_formula_in_a_name_is_not_written_as_csv() -> None:
    matrix = api.Matrix.of({"=1+1": ["a", "b"]}, [[0, 0], [0, 0]])
    with pytest.raises(api.Unusable, match="formula"):
        api.write(matrix, "csv")
    assert api.read(api.write(matrix, "xlsx"), "m.xlsx").descriptors == matrix.descriptors


def test_floats_and_endless_digits_are_refused() -> None:
    for cell, said in ((0.1, "not exact"), ("1e300", "more digits"), ("x", "is not a number"), (True, "not exact")):
        with pytest.raises(api.Unusable, match=said):
            api.Matrix.of({"A": ["a"], "B": ["b"]}, [[0, cell], [0, 0]])
