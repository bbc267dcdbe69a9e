"""What the engine and the readers of tables find wrong, in the language of whoever reads it. They themselves know English alone."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from goodoffices.assessment.commentary import isolated
from goodoffices.engines.told import Told

#: By code. A sentence may leave out what an engine tells to programmers.
SENTENCES: dict[str, str | Promise] = {
    # Where it is
    "of_file": _("%(name)s: %(sentence)s"),
    "in_file": _("%(name)s, %(place)s: %(sentence)s"),
    "in_line": _("%(place)s: %(sentence)s"),
    "line": _("line %(number)s"),
    "lines": _("lines %(first)s to %(last)s"),
    "row": _("row %(number)s"),
    "cell": _("cell %(cell)s"),
    "in_column": _("%(place)s, column %(column)s"),
    # Files
    "empty_file": _("There is nothing in it. Choose a file with a cross-impact matrix."),
    "large_file": _("It is larger than %(most)s MB. Judge parts of the system apart."),
    "no_text": _("This is not text. Choose a .scw, CSV or XLSX file."),
    "damaged_text": _("Its text is damaged. Save it again as UTF-8."),
    "solutions": _("This is a list of solutions, not a matrix. Choose the .scw file that belongs to it."),
    "neither": _("This is neither a .scw file nor a table. Choose a cross-impact matrix."),
    # Tables
    "no_table": _("This is not text. Choose a CSV or XLSX file."),
    "first_row": _("Its first row cannot be read. Save the table again as CSV."),
    "unreadable_row": _("This row cannot be read. Save the table again as CSV."),
    "large_table": _("It has more than %(rows)s rows or %(columns)s columns. Leave out what does not belong to it."),
    "old_workbook": _("This is a workbook of an old kind (XLS). Save it as XLSX or CSV."),
    "unreadable_workbook": _("This workbook cannot be read. Save it again as XLSX."),
    "damaged_workbook": _("This workbook is damaged. Save it again as XLSX."),
    "swollen_workbook": _("This workbook unpacks to %(size)s MB, far more than it could need. Choose another file."),
    "archive": _("This is an archive, not a workbook. Choose an XLSX file."),
    "no_sheet": _("There is no sheet with a matrix in it. Choose another workbook."),
    "large_sheet": _("The sheet is larger than %(most)s rows and columns. Leave out what is no matrix."),
    "neither_name": _("“%(value)s” is neither a name nor a judgement. Write it as text or as a number."),
    "no_value": _(
        "Here is a formula, and the file holds no value of it. Save it again in a spreadsheet, write the number, or empty the cell."
    ),
    # A matrix as a table
    "no_matrix": _("There is no matrix in it. Write a row of names, and a row for each variant."),
    "not_square": _(
        "Rows of judgements: %(rows)s; columns: %(columns)s. A matrix has as many rows as columns: complete it."
    ),
    "no_judgement": _("“%(cell)s” is not a judgement. Write a number such as -2 or 0.5."),
    "thousand": _("“%(cell)s” may be a thousand or a decimal. Write %(thousand)s or %(decimal)s."),
    "nameless": _("The first descriptor has no name. Write it above its first variant."),
    "unlike": _("This row is “%(row)s”, and the column it should match is “%(column)s”. Write both in the same order."),
    "labels": _(
        "The labels do not say which variants belong together. Write “descriptor: variant”, or two rows of names."
    ),
    # A matrix of ScenarioWizard
    "none_in_it": _("There is no descriptor in it. Descriptors begin with “&”."),
    "empty_descriptor": _("The descriptor “%(name)s” has no variant. Give it one, or leave it out."),
    "early_variant": _("A variant stands before any descriptor. Descriptors begin with “&”."),
    "neither_sort": _("“%(text)s” is neither a descriptor (“&…”) nor a variant (“-…”). Write one of them."),
    "cut_off": _("The list of descriptors does not end with “#”. The file is cut off: save it again."),
    "few_lines": _("Lines of the matrix: %(lines)s; variants: %(variants)s. The file is cut off or changed."),
    "few_numbers": _("Numbers in line %(line)s of the matrix: %(numbers)s; variants: %(variants)s. Complete it."),
    "no_number": _("“%(text)s” in line %(line)s of the matrix is not a number. Write one such as -2 or 0.5."),
    # What a matrix may be
    "no_descriptor": _("There is no descriptor. Name at least one, with its variants."),
    "no_variant": _("The descriptor “%(name)s” has no variant. Give it one, or leave it out."),
    "many_variants": _(
        "Descriptors: %(descriptors)s, with more than %(most)s variants together. Leave some out, or judge parts apart."
    ),
    "many_of_one": _("The descriptor “%(name)s” has more than %(most)s variants. Join some of them."),
    "same_descriptors": _("Two descriptors are called “%(name)s”. Give each a name of its own."),
    "same_variants": _("Two variants of “%(name)s” have the same name. Give each a name of its own."),
    "digits": _("The judgements have more digits than can be added exactly. Write them with fewer decimal places."),
    "on_itself": _(
        "“%(name)s” is judged to influence itself (“%(source)s” on “%(target)s”: %(value)s). Leave the diagonal empty or 0."
    ),
    "judgement": _("The judgement of “%(source)s” on “%(target)s”"),
    "bad_number": _("%(what)s %(problem)s. Write a number such as -2 or 0.5."),
    "is_empty": _("is empty"),
    "is_no_number": _("is not a number"),
    "many_digits": _("has too many digits"),
    # What was supplied while reading
    "missing": _("Judgements are missing and count as 0: %(pairs)s."),
    "more_missing": _("Judgements are missing and count as 0: %(pairs)s and %(more)s more."),
    "pair": _("“%(source)s” on “%(target)s”"),
    "pairs": _("%(pairs)s, %(pair)s"),
    # What a format cannot hold
    "formula": _("A spreadsheet would take “%(name)s” for a formula. Choose XLSX, which can say that it is text."),
    "two_lines": _("A name has two lines, which a .scw file cannot hold. Shorten it, or choose XLSX."),
    "no_decimal": _("A judgement is no finite decimal, which a .scw file cannot hold. Choose CSV or XLSX."),
    "illegal_sign": _("A name has a sign in it that a workbook cannot hold. Change the name, or choose .scw."),
}


def in_words(told: str) -> str:
    """What an engine told, in the language of now; as it stands where it comes without a code."""
    if not isinstance(told, Told) or told.code not in SENTENCES:
        return str(told)
    return str(SENTENCES[told.code]) % {name: _gap(value) for name, value in told.gaps.items()}


def _gap(value: Any) -> Any:
    """Words of the file in a direction of their own."""
    if isinstance(value, Told):
        return in_words(value)
    return isolated(value) if isinstance(value, str) else value
