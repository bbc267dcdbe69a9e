from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import ANY, Office, Section, Sort

SINCE_READ = _("Corrected or struck since you read it")


class Consultation(Office):
    name = "goodoffices.consultation"
    address = "rooms/"
    help = {ANY: "rooms"}
    router = "api.router"
    fragments = {"statement": "partials.statement"}

    todo = "todo.what_waits"
    todo_sorts = {"questions": Sort(30, _("Questions without an answer"))}
    changes = {
        "statements": Section(
            "changes.statements", "consultation/_changed_statements.html", of_words=True, counted="said"
        ),
        "corrected": Section("changes.corrected", "consultation/_changed_words.html", SINCE_READ, told=None),
        "struck": Section("changes.struck", "consultation/_changed_struck.html", SINCE_READ, told=None),
    }
    measures = "measures.of_talk"
    read_marks = "queries.read_marks"
