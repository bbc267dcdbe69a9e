from django.urls import path

from goodoffices.interpretation import views

app_name = "interpretation"
urlpatterns = [
    path("glossary/", views.glossary, name="glossary"),
    path("glossary/stock", views.stock, name="stock"),
    path("glossary/marks", views.marks, name="marks"),
    path("terms/<str:term>/", views.term, name="term"),
    path("desk/", views.desk, name="desk"),
    path("words/<str:thing>/", views.words, name="words"),
    path("reading", views.reading_first, name="reading"),
]
