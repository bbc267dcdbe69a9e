from django.urls import path

from goodoffices.record import views

app_name = "record"
urlpatterns = [
    path("", views.books, name="books"),
    path("checker.py", views.checker, name="checker"),
    path("<str:book>/", views.book, name="book"),
    path("<str:book>/copy", views.copy, name="copy"),
    path("<str:book>/<int:number>/", views.entry, name="entry"),
    path("<str:book>/<int:number>/proof", views.proof, name="proof"),
]
