from django.urls import path

from goodoffices.interpretation import views

app_name = "interpretation"
urlpatterns = [
    path("glossary/", views.glossary, name="glossary"),
    path("glossary/stock", views.stock, name="stock"),
    path("glossary/marks", views.marks, name="marks"),
    path("terms/<str:term>/", views.term, name="term"),
    path("terms/<str:term>/acceptance", views.acceptance, name="acceptance"),
    path("terms/<str:term>/usages/", views.usages, name="usages"),
    path("terms/<str:term>/status", views.status, name="status"),
    path("reading", views.reading_first, name="reading"),
    path("renderings/<str:rendering>/queries/", views.questions, name="queries"),
    path("renderings/<str:rendering>/withdrawal", views.withdrawal, name="withdrawal"),
    path("queries/<str:query>/answers/", views.answers, name="answers"),
    path("things/<str:about>/renderings/", views.renderings, name="renderings"),
]
