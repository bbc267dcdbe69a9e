"""Django's settings, all drawn from `config.py`; nothing here is meant to be edited on a host."""

from pathlib import Path

from csp.constants import NONE, SELF

from goodoffices.site.config import config, secret

HOST = config()
HERE = Path(__file__).resolve().parent
DATA = HOST.data

DEBUG = HOST.debug
DEMO = HOST.demo
PUBLIC_URL, PORT = HOST.public_url, HOST.port
SECRET_KEY = secret("secret-key").hex()
RECORD_KEY = secret("record-key")  # the seed of the key that signs checkpoints
CHECKPOINT_MINUTES, WITNESS_HOUR = HOST.checkpoint_minutes, HOST.witness_hour
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
if HOST.public_url:
    ALLOWED_HOSTS.append(HOST.public_url.split("://")[1].split("/")[0].split(":")[0])
    CSRF_TRUSTED_ORIGINS = [HOST.public_url]

INSTALLED_APPS = [
    "goodoffices.site",
    "goodoffices.live",
    # The order in which offices add to pages: the first stands nearest to a thing, and first in the rail.
    "goodoffices.interpretation",
    "goodoffices.listening",
    "goodoffices.shuttle",
    "goodoffices.chairing",
    "goodoffices.briefing",
    "goodoffices.minutes",
    "goodoffices.decisions",
    "goodoffices.search",
    "goodoffices.files",
    "goodoffices.witnesses",
    "goodoffices.text",
    "goodoffices.followup",
    "goodoffices.taskforces",
    "goodoffices.assessment",
    "goodoffices.consultation",
    "goodoffices.agenda",
    "goodoffices.process",
    "goodoffices.record",
    "goodoffices.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
]
MIDDLEWARE = [
    "goodoffices.site.api.ProblemsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "goodoffices.site.policy.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "goodoffices.accounts.middleware.LanguageMiddleware",
    "goodoffices.accounts.middleware.IdleMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "goodoffices.process.middleware.SeatMiddleware",
]
ROOT_URLCONF = "goodoffices.site.urls"
WSGI_APPLICATION = None
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "goodoffices.site.context.frame",
            ],
            "builtins": [
                "goodoffices.site.templatetags.house",
                "goodoffices.process.templatetags.extensions",
                "goodoffices.process.templatetags.cached",
                "goodoffices.process.templatetags.acts",
            ],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "goodoffices.site.sqlite",
        "NAME": DATA / "goodoffices.sqlite3",
        # Keep one connection per thread: the server has a few persistent threads.
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            # FULL: what is acknowledged has been synced, and survives a power cut.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
            "PRAGMA trusted_schema=OFF; "
            # INSERT OR REPLACE deletes; so it meets the triggers that guard the record.
            "PRAGMA recursive_triggers=ON",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["goodoffices.accounts.backends.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "name")}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "goodoffices.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"signup": "goodoffices.accounts.forms.SignUp", "add_email": "goodoffices.accounts.forms.NewAddress"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# An invitation by link proves nothing about an address, and a host may have no mail: nothing waits for a confirmation.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
# Beside allauth's own: wrong passwords by client (`/ip`), for an address from one client (`/key`, see the adapter), and for
# an address from everywhere.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "login_failed_anywhere": "50/h/key"}

MFA_ADAPTER = "goodoffices.accounts.adapters.MfaAdapter"
MFA_FORMS = {
    "login_webauthn": "goodoffices.accounts.passkeys.SignIn",
    "authenticate_webauthn": "goodoffices.accounts.passkeys.SecondKey",
    "reauthenticate_webauthn": "goodoffices.accounts.passkeys.ShownAgain",
    "signup_webauthn": "goodoffices.accounts.passkeys.First",
    "add_webauthn": "goodoffices.accounts.passkeys.Further",
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_ISSUER = "Good Offices"
USERSESSIONS_TRACK_ACTIVITY = False  # it would write whenever somebody reads

# Rate limits are counted here; with one app process, memory is enough.
# house: kept between requests: allauth counts failed tries in it
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ALLAUTH_TRUSTED_PROXY_COUNT = HOST.proxies

SECURE = HOST.public_url.startswith("https://")
SESSION_ENGINE = "goodoffices.accounts.sessions"
# With this prefix a browser takes a cookie from this very host alone, and only over https.
_COOKIE = "__Host-" if SECURE else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_COOKIE}goodoffices-session", f"{_COOKIE}csrftoken"
LANGUAGE_COOKIE_NAME, DEVICE_COOKIE_NAME = f"{_COOKIE}goodoffices-language", f"{_COOKIE}goodoffices-device"
SESSION_COOKIE_AGE, SESSION_IDLE_SECONDS = HOST.session_days * 24 * 3600, HOST.idle_minutes * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "goodoffices.accounts.signed_out.not_from_this_page"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
if SECURE:
    # TLS ends at a reverse proxy, which says so; it has to overwrite what a visitor claims.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_MOST, SEAT_FILES_MOST, BOOK_FILES_MOST = (
    megabytes * 1_000_000 for megabytes in (HOST.file_megabytes, HOST.seat_megabytes, HOST.book_megabytes)
)

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ar", "العربية")]
LOCALE_PATHS = [HERE.parent / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = HOST.time_zone

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"},
}

MAIL = bool(HOST.smtp)  # without it, pages say so and show the link; what goes out by itself is written to files
if HOST.smtp:
    from urllib.parse import unquote, urlsplit

    _smtp = urlsplit(HOST.smtp)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _smtp.hostname or "localhost", _smtp.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_smtp.username or ""), unquote(_smtp.password or "")
    EMAIL_USE_TLS = EMAIL_PORT == 587
    EMAIL_USE_SSL = EMAIL_PORT == 465
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA / "mail"
DEFAULT_FROM_EMAIL = HOST.mail_from

ORIGIN = HOST.origin

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "goodoffices.site.log_lines.WithoutContents",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
        "bare": {
            "()": "goodoffices.site.log_lines.WithoutContents",
            "format": "{asctime} {message}",
            "style": "{",
        },
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain"},
        "security": {
            "class": "logging.handlers.RotatingFileHandler",
            "filename": DATA / "security.log",
            "maxBytes": 5_000_000,
            "backupCount": 9,
            "delay": True,
            "formatter": "bare",
        },
    },
    # What somebody asked for in vain is nobody's business, not even as a path in a log.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "goodoffices.security": {"level": "INFO", "handlers": ["security"], "propagate": False},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
