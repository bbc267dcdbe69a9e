"""Addresses are nouns. Each office brings its own; the ones below a process need a seat in it."""

from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern

from goodoffices.process import founding_pages
from goodoffices.record import views as record_views
from goodoffices.record.office import offices
from goodoffices.site import going, help_pages, views
from goodoffices.site.api import api, healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.front, name="front"),
    path("healthz", healthz, name="healthz"),
    path("api/", api.urls),
    path("language/", views.language, name="language"),
    path("check/", record_views.check, name="check"),
    path("check/check.mjs", record_views.check_command, name="check-command"),
    path("help/", help_pages.how_tos, name="how-tos"),
    path("help/<slug:name>/", help_pages.how_to, name="how-to"),
    path("demo/", include("goodoffices.site.demo_urls")),
    path("account/", views.account, name="account"),
    path("account/deletion/", views.account_deletion, name="account-deletion"),
    # Imported on first use, unlike `include`: what passkeys need would slow the start.
    URLResolver(RoutePattern("account/"), "goodoffices.accounts.urls"),
    path("invitations/", include("goodoffices.process.invitation_urls")),
    path("calendar/", include("goodoffices.briefing.calendar_urls")),
    path("processes/new/", founding_pages.founding, name="founding"),
    path("processes/new/<str:seat>/mediator", founding_pages.mediator, name="founding-mediator"),
    path("processes/<str:process>/go/", going.go, name="go"),
    path("processes/<str:process>/go/places", going.places, name="go-places"),
    path("processes/<str:process>/waiting", going.waiting, name="waiting"),
    *[
        path(f"processes/<str:process>/{office.address}", include(f"{office.name}.urls"))
        for office in offices()
        if office.address is not None
    ],
]
handler404 = "goodoffices.site.views.not_found"
handler500 = "goodoffices.site.views.broken"
