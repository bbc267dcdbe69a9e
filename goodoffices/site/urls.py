"""Addresses are nouns. Each office brings its own; the ones below a process need a seat in it."""

from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern

from goodoffices.process import founding_pages
from goodoffices.site import views
from goodoffices.site.api import api, healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.front, name="front"),
    path("healthz", healthz, name="healthz"),
    path("api/", api.urls),
    path("language/", views.language, name="language"),
    path("demo/", include("goodoffices.site.demo_urls")),
    path("account/", views.account, name="account"),
    path("account/deletion/", views.account_deletion, name="account-deletion"),
    # Imported when somebody asks for it, not as `include` does: what passkeys need takes a tenth of the start.
    URLResolver(RoutePattern("account/"), "goodoffices.accounts.urls"),
    path("invitations/", include("goodoffices.process.invitation_urls")),
    path("processes/new/", founding_pages.founding, name="founding"),
    path("processes/new/<str:seat>/mediator", founding_pages.mediator, name="founding-mediator"),
    path("processes/<str:process>/", include("goodoffices.process.urls")),
    path("processes/<str:process>/record/", include("goodoffices.record.urls")),
    path("processes/<str:process>/live/", include("goodoffices.live.urls")),
    path("processes/<str:process>/agenda/", include("goodoffices.agenda.urls")),
    path("processes/<str:process>/listening/", include("goodoffices.listening.urls")),
    path("processes/<str:process>/shuttle/", include("goodoffices.shuttle.urls")),
    path("processes/<str:process>/chairing/", include("goodoffices.chairing.urls")),
    path("processes/<str:process>/interpretation/", include("goodoffices.interpretation.urls")),
    path("processes/<str:process>/briefing/", include("goodoffices.briefing.urls")),
    path("processes/<str:process>/rooms/", include("goodoffices.consultation.urls")),
]
handler404 = "goodoffices.site.views.not_found"
handler500 = "goodoffices.site.views.broken"
