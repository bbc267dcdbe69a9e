"""`goodoffices record export` and `record verify`. Verifying wakes neither Django nor the database."""

from typing import Any

from goodoffices.site.commands import answer, start
from goodoffices.site.failed import Failed


def run(options: Any) -> int:
    return _verify(options) if options.what == "verify" else _export(options)


def _export(options: Any) -> int:
    start()
    from goodoffices.record.copy import copy
    from goodoffices.record.models import Book

    book = Book.objects.filter(id=options.book).first()
    if book is None:
        raise Failed(f"There is no book {options.book} on this host.")
    try:
        with options.out.open("wb") as out:
            out.writelines(copy(book))
    except OSError as problem:
        raise Failed(f"{options.out} cannot be written: {problem.strerror}.") from None
    whole = {"book": book.id, "name": book.name, "entries": book.head, "file": str(options.out)}
    answer(options, whole, f"{book.name}: {book.head} entries written to {options.out}.")
    return 0


def _verify(options: Any) -> int:
    from goodoffices.engines.ledger import checker

    report = checker.verify(options.file, key=options.key, against=options.against, witnesses=options.witnesses)
    answer(options, report.as_dict(), "\n".join(report.sentences))
    return 0 if report.ok else 1
