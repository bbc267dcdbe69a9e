from django.urls import path

from goodoffices.assessment import (
    checkable,
    file_pages,
    import_pages,
    influence_pages,
    precedent_pages,
    run_pages,
    sheet_pages,
)
from goodoffices.assessment.file_pages import MATRIX_FORMS, SHEET_FORMS

app_name = "assessment"
urlpatterns = [
    path("", sheet_pages.sheets, name="sheets"),
    path("new/", sheet_pages.new, name="new"),
    path("check", import_pages.check_sheet, name="check_sheet"),
    path("sheets/<str:sheet>/", sheet_pages.sheet, name="sheet"),
    path("sheets/<str:sheet>/rounds/", sheet_pages.rounds, name="rounds"),
    path("sheets/<str:sheet>/judgements", import_pages.check_judgements, name="check_judgements"),
    *[
        path(f"sheets/<str:sheet>/file/{form}", file_pages.sheet, {"form": form}, name=f"sheet-{form}")
        for form in SHEET_FORMS
    ],
    path("implications/<str:implication>/", sheet_pages.implication, name="implication"),
    path("precedents/", precedent_pages.precedents, name="precedents"),
    path("precedents/<str:precedent>/", precedent_pages.precedent, name="precedent"),
    path("views/", precedent_pages.views, name="views"),
    path("influences/", influence_pages.diagrams, name="diagrams"),
    path("influences/new/", influence_pages.new, name="new_influences"),
    path("influences/check", import_pages.check_influences, name="check_influences"),
    path("influences/<str:influences>/", influence_pages.influences, name="influences"),
    path("influences/<str:influences>/joint/", influence_pages.joint, name="joint"),
    path("influences/<str:influences>/judgements", import_pages.check_matrix, name="check_matrix"),
    path("influences/<str:influences>/runs/", run_pages.runs, name="runs"),
    path("influences/<str:influences>/sections/<str:descriptor>/<str:onto>/", influence_pages.section, name="section"),
    *[
        path(f"influences/<str:influences>/file/{form}", file_pages.matrix, {"form": form}, name=f"influences-{form}")
        for form in MATRIX_FORMS
    ],
    path("runs/<str:scenario_run>/", run_pages.run, name="run"),
    path("runs/<str:scenario_run>/matrix.json", checkable.matrix, name="run_matrix"),
    path("runs/<str:scenario_run>/answer.json", checkable.answer, name="run_answer"),
    path("runs/<str:scenario_run>/progress", run_pages.progress, name="progress"),
    path("runs/<str:scenario_run>/scenarios/<int:number>/", run_pages.scenario, name="scenario"),
]
