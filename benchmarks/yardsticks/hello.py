"""H: a Django view that says hello, through the same server: uvicorn, our threads, Django's WSGI handler, and the
middleware that `startproject` puts into a new project; no database.

Run as a module it is that server.
"""

import socket
import subprocess
import sys
from functools import partial

from benchmarks import cores
from benchmarks.load import requests
from benchmarks.load.wire import Answers, in_turn

APPS = [f"django.contrib.{name}" for name in ("auth", "contenttypes", "sessions", "messages")]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


async def measured(readers: int, seconds: float) -> Answers:
    server = subprocess.Popen(
        [sys.executable, "-m", __name__], stdout=subprocess.PIPE, preexec_fn=partial(cores.take, cores.SERVER)
    )
    try:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        return await in_turn(port, [lambda: requests.page("/")] * readers, seconds)
    finally:
        server.kill()
        server.wait()


def _serve() -> None:
    import django
    import uvicorn
    from django.conf import settings
    from django.core.handlers.wsgi import WSGIHandler
    from django.http import HttpResponse
    from django.urls import path

    from goodoffices.live.wsgi import OnThreads

    urls = [path("", lambda request: HttpResponse("Hello."))]
    settings.configure(
        ALLOWED_HOSTS=["*"],
        INSTALLED_APPS=APPS,
        MIDDLEWARE=MIDDLEWARE,
        ROOT_URLCONF=type("Urls", (), {"urlpatterns": urls}),
        SECRET_KEY="-",
    )
    django.setup()
    listening = socket.create_server(("127.0.0.1", 0), backlog=2048)
    print(listening.getsockname()[1], flush=True)
    config = uvicorn.Config(OnThreads(WSGIHandler(), threads=6), log_level="warning", access_log=False, lifespan="off")
    uvicorn.Server(config).run([listening])


if __name__ == "__main__":
    _serve()
