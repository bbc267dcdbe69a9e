from django.urls import path

from goodoffices.text import (
    clause_pages,
    ending_pages,
    import_pages,
    language_pages,
    markup_pages,
    single_pages,
    views,
)
from goodoffices.text.exporting import FORMS

app_name = "text"
urlpatterns = [
    path("", views.drafts, name="drafts"),
    path("new/", import_pages.new, name="new"),
    path("check", import_pages.check, name="check"),
    path("mark-up", markup_pages.take, name="mark-up"),
    path("provisions/<str:provision>/", views.provision, name="provision"),
    path("provisions/<str:provision>/part", views.part, name="part"),
    path("revisions/<str:revision>/", views.revision, name="revision"),
    path("revisions/<str:revision>/sheet", ending_pages.sheet_of_revision, name="ending-sheet"),
    path("revisions/<str:revision>/signed", ending_pages.signed, name="ending-signed"),
    path("<str:draft>/clauses/", clause_pages.clauses, name="clauses"),
    path("<str:draft>/languages/", language_pages.concordance, name="languages"),
    path("<str:draft>/criticism/", single_pages.criticism, name="criticism"),
    path("<str:draft>/since/", single_pages.since, name="since"),
    path("<str:draft>/", views.draft, name="draft"),
    path("<str:draft>/figures", views.figures, name="figures"),
    path("<str:draft>/kept/", markup_pages.marked, name="marked"),
    path("<str:draft>/remains/", views.remains, name="remains"),
    path("<str:draft>/trend/", views.trend, name="trend"),
    path("<str:draft>/screen/", views.screen, name="screen"),
    path("<str:draft>/compare/", views.compare, name="compare"),
    *[path(f"<str:draft>/file/{form}", views.export, {"form": form}, name=f"export-{form}") for form in FORMS],
    *[
        path(f"revisions/<str:revision>/file/{form}", views.revision_export, {"form": form}, name=f"revision-{form}")
        for form in FORMS
    ],
]
