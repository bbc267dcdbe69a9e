from django.urls import URLPattern

app_name = "chairing"
urlpatterns: list[URLPattern] = []
