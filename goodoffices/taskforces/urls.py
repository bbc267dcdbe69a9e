from django.urls import path

from goodoffices.taskforces import views

app_name = "taskforces"
urlpatterns = [
    path("", views.task_forces, name="task_forces"),
    path("<str:task_force>/", views.task_force, name="task_force"),
    path("<str:task_force>/terms.pdf", views.terms_file, {"form": "pdf"}, name="terms_pdf"),
    path("<str:task_force>/terms.docx", views.terms_file, {"form": "docx"}, name="terms_docx"),
    path("<str:task_force>/plan/", views.plan, name="plan"),
    path("<str:task_force>/plan/board/", views.board, name="board"),
    path("<str:task_force>/plan/timeline/", views.along_its_days, name="timeline"),
    path("<str:task_force>/reports/", views.reports, name="reports"),
    path("<str:task_force>/delivered/<str:tabled_report>/", views.report, name="report"),
    path(
        "<str:task_force>/delivered/<str:tabled_report>/report.pdf",
        views.report_file,
        {"form": "pdf"},
        name="report_pdf",
    ),
    path(
        "<str:task_force>/delivered/<str:tabled_report>/report.docx",
        views.report_file,
        {"form": "docx"},
        name="report_docx",
    ),
]
