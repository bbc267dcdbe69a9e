"""A sheet and a diagram on the river's table, and files as people send them."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from goodoffices.assessment.acts import DrawInfluences, OpenSheet
from goodoffices.assessment.models import Implication, Influences, Sheet, Variant
from goodoffices.record.perform import perform
from tests.cast import client_of
from tests.table import now


def sheet_of(by: Any, **more: Any) -> Sheet:
    act = {
        "title": "What a gauge would mean",
        "rows": [{"name": "Close the gauge"}, {"name": "Drier summers", "kind": "trend"}],
        "columns": [{"name": "Upper valley"}, {"scope": "global"}],
        "implications": [{"row": 1, "column": 1, "words": "Nobody knows the level."}],
        **more,
    }
    return Sheet.objects.seen_by(now(by)).get(id=perform(OpenSheet(**act), by).entry.id)


def cells_of(by: Any, sheet: Sheet) -> list[Implication]:
    rows = Implication.objects.seen_by(now(by)).filter(sheet=sheet.id).select_related(*Implication.related)
    return list(rows.order_by("row__place", "column__place"))


def diagram_of(by: Any, **more: Any) -> tuple[Influences, list[Variant]]:
    act = {
        "title": "Futures",
        "descriptors": [{"name": "Oil", "variants": ["dear", "cheap"]}, {"name": "Peace", "variants": ["yes", "no"]}],
        **more,
    }
    id = perform(DrawInfluences(**act), by).entry.id
    seat = now(by)
    return (
        Influences.objects.seen_by(seat).get(id=id),
        list(Variant.objects.seen_by(seat).filter(influences=id).order_by("place")),
    )


def send(by: Any, path: str, content: bytes, name: str = "file.csv", **more: str) -> Any:
    file = SimpleUploadedFile(name, content)
    return client_of(by).post(f"/processes/{by.process_id}/assessment/{path}", {"file": file, **more})


def fetch(by: Any, path: str) -> Any:
    return client_of(by).get(f"/processes/{by.process_id}/assessment/{path}")


def said(answer: Any) -> str:
    """The sentence that says what is wrong; such a page is no page of success."""
    assert answer.status_code == 422, answer.text
    return str(answer.text.split('role="alert">')[1].split("</p>")[0])


def act(by: Any, kind: str, answer: Any, **filled: Any) -> Any:
    """Send the form of this kind that a page drew, with what somebody fills in."""
    form = next(each for each in forms_in(answer.text) if each["action"].endswith(f"/{kind}"))
    return client_of(by).post(form["action"], {**form["fields"], **filled})


def forms_in(page: str) -> list[dict[str, Any]]:
    from html.parser import HTMLParser

    found: list[dict[str, Any]] = []

    class Forms(HTMLParser):
        area = ""

        def handle_starttag(self, tag: str, attributes: Any) -> None:
            given = dict(attributes)
            if tag == "form":
                found.append({"action": given.get("action", ""), "fields": {}})
            elif found and tag == "input" and given.get("name") and given.get("type") not in ("checkbox", "file"):
                found[-1]["fields"][given["name"]] = given.get("value") or ""
            elif found and tag == "textarea":
                self.area = given["name"]
                found[-1]["fields"][self.area] = ""

        def handle_data(self, data: str) -> None:
            if self.area:
                found[-1]["fields"][self.area] += data

        def handle_endtag(self, tag: str) -> None:
            if tag == "textarea":
                self.area = ""

    Forms().feed(page)
    return found


def workbook_of(*rows: list[Any]) -> bytes:
    import openpyxl

    book, packed = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(packed)
    return packed.getvalue()
