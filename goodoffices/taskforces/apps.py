from django.utils.translation import gettext_lazy as _

from goodoffices.record.office import ANY, Office, Section, Sort


class TaskForces(Office):
    name = "goodoffices.taskforces"
    title, home, group = _("Task forces"), "taskforces:task_forces", "afterwards"
    place = 20
    address = "task-forces/"
    router = "api.router"
    stylesheets = ("taskforces/taskforces.css",)
    help = {ANY: "task-forces"}

    annotations = {"solution": "partials.on_solutions", "issue": "partials.on_issues"}
    bar = "partials.closed"
    conditions = {ANY: "closing.demand_not_ended"}
    places = "queries.places"

    todo = "todo.what_waits"
    todo_sorts = {"task_forces": Sort(47, _("Task forces"))}
    changes = {
        "task_forces": Section(
            "changes.task_forces", "taskforces/_changed.html", _("Task forces"), label=_("Task force")
        ),
        "work_plans": Section("changes.work_plans", "taskforces/_changed_items.html", _("Work plans")),
    }
    dates = "dates.days"
