"""How open pages of texts hear of a change: the list gets a line, a provision that changed is fetched anew, by each reader.

What stands beside a provision depends on who looks: one's own stance, one's own reasons. So what is pushed is a small mark
that fetches that provision alone.
"""

from goodoffices.process.fragments import Fragment, html_of
from goodoffices.record.models import Entry
from goodoffices.text.models import Draft, Provision


def draft(entry: Entry, id: str) -> list[Fragment]:
    """A text in the list; its figures are fetched by the page itself."""
    row = Draft.objects.of(entry).select_related("book", "party").get(id=id)
    html = html_of(entry, "text/_line.html", {"draft": row})
    if row.number == entry.number:
        return [Fragment(row.number, "#drafts", "afterbegin", html)]
    return [Fragment(row.number, f"#draft-{row.id}", "outerHTML", html)]


def provision(entry: Entry, id: str) -> list[Fragment]:
    """A provision that an act changed, or that has come after another."""
    row = Provision.objects.of(entry).select_related("draft").get(id=id)
    if row.number == entry.number:
        rows = Provision.objects.of(entry).filter(draft=row.draft_id, place__lt=row.place).order_by("-place")
        before = rows.values_list("id", flat=True).first()
        html = html_of(entry, "text/_place_of_provision.html", {"provision": row})
        return [Fragment(row.number, f"#provision-{before}", "afterend", html)]
    html = html_of(entry, "text/_changed_mark.html", {"provision": row})
    return [Fragment(row.number, f"#changed-{row.id}", "outerHTML", html)]
