from django.urls import path

from goodoffices.briefing import calendar_pages, feed_pages, views

app_name = "briefing"
urlpatterns = [
    path("", views.today, name="today"),
    path("briefing/desk/", views.desk, name="desk"),
    path("briefing/even-handedness/", views.even_handedness, name="even-handedness"),
    path("briefing/digest", views.digest_hour, name="digest-hour"),
    path("briefing/digest/now", views.digest_now, name="digest-now"),
    path("briefing/brief/", views.brief, name="brief"),
    path("briefing/brief/file", views.brief_file, name="brief-file"),
    path("briefing/caught-up", views.caught_up, name="caught-up"),
    path("briefing/calendar/", calendar_pages.month, name="calendar"),
    path("briefing/calendar/line/", calendar_pages.line, name="calendar-line"),
    path("briefing/calendar/on/<str:code>", calendar_pages.of_code, name="calendar-date"),
    path("briefing/calendar/feed/", feed_pages.subscription, name="calendar-subscription"),
    path("briefing/calendar/feed/revocation", feed_pages.feed_revocation, name="calendar-revocation"),
]
