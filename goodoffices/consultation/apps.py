from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import ANY, Deed, Office, Section, Sort

SINCE_READ = _("Corrected or struck since you read it")


class Consultation(Office):
    name = "goodoffices.consultation"
    place = 0
    address = "rooms/"
    help = {ANY: "rooms"}
    router = "api.router"
    stylesheets = ("consultation/table.css",)
    scripts = ("consultation/table.js",)
    fragments = {"statement": "partials.statement"}

    deeds = {
        "answer": Deed(10, _("Answer"), "deeds.answers", "deeds.answer", by="others"),
        "more": Deed(90, _("More"), "deeds.reads", "deeds.more"),
    }
    places = "queries.places"
    todo = "todo.what_waits"
    todo_sorts = {"questions": Sort(30, _("Questions without an answer"))}
    changes = {
        "statements": Section(
            "changes.statements", "consultation/_changed_statements.html", of_words=True, counted="said"
        ),
        "corrected": Section(
            "changes.corrected", "consultation/_changed_words.html", SINCE_READ, told=None, label=_("Corrected")
        ),
        "struck": Section(
            "changes.struck", "consultation/_changed_struck.html", SINCE_READ, told=None, label=_("Struck")
        ),
    }
    measures = "measures.of_talk"
    read_marks = "queries.read_marks"
    unread = "unread.rooms_to_read"
