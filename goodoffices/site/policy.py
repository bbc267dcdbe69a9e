"""What a browser may do with our pages: one policy for all of them, put together by django-csp from the settings."""

from collections.abc import Callable

from csp.constants import HEADER
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse


class PolicyMiddleware:
    """django-csp's own puts the policy together for every answer, as no two might be alike. Ours are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response, self.policy = get_response, build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        answer.headers.setdefault(HEADER, self.policy)
        # What is said here is kept by no browser and no proxy: the next person at this machine may go back.
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer
