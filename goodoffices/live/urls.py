from django.urls import path

from goodoffices.live import views

app_name = "live"
urlpatterns = [path("rooms/<str:room>/typing", views.typing, name="typing")]
