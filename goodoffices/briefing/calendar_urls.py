"""Outside the processes: whoever has the address needs no seat to ask."""

from django.urls import path

from goodoffices.briefing import feed_pages

urlpatterns = [path("<str:feed>.ics", feed_pages.opened, name="calendar-feed")]
