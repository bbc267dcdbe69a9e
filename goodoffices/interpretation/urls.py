from django.urls import URLPattern

app_name = "interpretation"
urlpatterns: list[URLPattern] = []
