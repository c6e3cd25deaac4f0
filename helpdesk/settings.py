"""The settings, all of them, for every place the program runs in.

What differs between places comes from the environment (`docs/settings.md` lists it); secrets come
from nowhere else. Without an environment the program finds the embedded servers of `make run`.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from helpdesk.admin_site import UNFOLD as UNFOLD
from helpdesk.embedded import data_folder, default_urls, secret_key
from helpdesk.framing import origins
from helpdesk.parts import INSTALLED_APPS as INSTALLED_APPS
from helpdesk.parts import MIDDLEWARE as MIDDLEWARE

# Lets forms and admin classes name their model: `forms.ModelForm[Chat]`.
django_stubs_ext.monkeypatch()

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = data_folder(BASE_DIR)
_embedded = default_urls(VAR_DIR)

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or secret_key(VAR_DIR)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = env.bool("HTTPS", default=False)
"""Whether people reach the desk by https, through a proxy that ends it."""

# --- Parts ---------------------------------------------------------------------------------------
ROOT_URLCONF = "helpdesk.urls"
ASGI_APPLICATION = "helpdesk.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "helpdesk.people.context.desk",
            ],
        },
    },
]

# --- PostgreSQL ----------------------------------------------------------------------------------
DATABASE_URL = env.str("DATABASE_URL", default=_embedded["DATABASE_URL"])
DATABASES: dict[str, dict[str, Any]] = {"default": env.db_url_config(DATABASE_URL)}
DATABASES["default"].update(
    {
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **DATABASES["default"].get("OPTIONS", {}),
            # Reports unite few rows by a plan that expects many: compiling it takes longer than it.
            "options": (
                "-c statement_timeout=30s -c lock_timeout=10s"
                " -c idle_in_transaction_session_timeout=60s -c jit=off"
            ),
            "application_name": env.str("APPLICATION_NAME", default="helpdesk"),
        },
    }
)
if env.bool("DATABASE_POOL", default=True):
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": env.int("DATABASE_POOL_SIZE", default=16),
        "timeout": 10,
        # Without it the pauses between attempts grow with the time that PostgreSQL is away.
        "reconnect_timeout": 2,
    }
MESSAGE_POOL_SIZE = env.int("MESSAGE_POOL_SIZE", default=6)
"""Connections of one web process for the message path (`chat.pool`), beside Django's own."""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Valkey / Redis ------------------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", default=_embedded["REDIS_URL"])
REDIS_PREFIX = env.str("REDIS_PREFIX", default="helpdesk")
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {
            # redis-py 8 closes idle sockets after 5 s unless told otherwise; a subscriber is idle.
            "hosts": [{"address": REDIS_URL, "socket_timeout": None, "socket_connect_timeout": 2}],
            "prefix": REDIS_PREFIX,
        },
    }
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": REDIS_PREFIX,
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }
}

# --- Celery --------------------------------------------------------------------------------------
CELERY_BROKER_URL = env.str("BROKER_URL", default=_embedded["BROKER_URL"])
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 120, "socket_timeout": 10}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 60
CELERY_TASK_SOFT_TIME_LIMIT = 50
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "helpdesk.beat:SteadyScheduler"

# --- People --------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}Validator"}
    for name in ("UserAttributeSimilarity", "MinimumLength", "CommonPassword")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "helpdesk.people.accounts.StaffAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_RATE_LIMITS = {
    # Wrong passwords count by account. All of a campus may sit behind one address, so an address
    # is stopped only where no crowd of honest people would be.
    "login_failed": "200/m/ip,5/5m/key",
    "login": "600/m/ip",
}

OIDC = {
    # The organisation's provider of identities; without an address nothing of it is shown.
    "server_url": env.str("OIDC_SERVER_URL", default=""),
    "client_id": env.str("OIDC_CLIENT_ID", default=""),
    "client_secret": env.str("OIDC_CLIENT_SECRET", default=""),
    "name": env.str("OIDC_NAME", default="") or _("your organisation"),
    "scope": env.list("OIDC_SCOPE", default=["openid", "profile", "email"]),
    "email_claim": env.str("OIDC_EMAIL_CLAIM", default="email"),
    "trust_email": env.bool("OIDC_TRUST_EMAIL", default=False),
    "required_claim": env.str("OIDC_REQUIRED_CLAIM", default=""),
    "create": env.bool("OIDC_CREATE", default=False),
    "only": env.bool("OIDC_ONLY", default=False),
}
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=False)
"""Whether passwords alone open nothing; who comes by the provider has shown a second one there."""
SOCIALACCOUNT_ADAPTER = "helpdesk.people.oidc.adapter.StaffSocialAccountAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True}}

# --- Languages and time --------------------------------------------------------------------------
USE_I18N = True
LANGUAGE_CODE = "en"
LANGUAGES = [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["helpdesk.formats"]
USE_TZ = True
TIME_ZONE = "UTC"
"""Stored and computed in UTC; pages are shown in the desk's zone (`people.Desk.time_zone`)."""

# --- Files ---------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "helpdesk.security.HashedStaticFiles"
        if env.bool("HASHED_STATIC", default=not DEBUG)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
# What people send with a message (`helpdesk.files`). In a mail files grow by more than a third, and
# many mailboxes take no more than 20 MB.
FILES = {
    "each": env.int("FILE_MB", default=10) * 1024 * 1024,
    "together": env.int("FILES_MB", default=14) * 1024 * 1024,
    "most": env.int("FILES_COUNT", default=10),
}
# The form for visitors asks for no login: so many bytes of files an hour, of all who send it.
FORM_FILES_PER_HOUR = env.int("FORM_FILES_MB_PER_HOUR", default=500) * 1024 * 1024

# --- Security ------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
EMBED_ORIGINS = origins(env.list("EMBED_ORIGINS", default=[]))
"""Sites whose pages may show the chat in a frame; no other page is ever shown in one."""
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365

# --- Interfaces ----------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        # First, so that a stranger is answered 401 and told how to come in.
        "knox.auth.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["helpdesk.people.permissions.IsStaffMember"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "helpdesk.api.Pages",
    "PAGE_SIZE": 50,
    "DEFAULT_SCHEMA_CLASS": "helpdesk.api_schema.Schema",
    "EXCEPTION_HANDLER": "helpdesk.api.answer_error",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Help desk API",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "ChannelEnum": "tickets.choices.Channel",
        "LoggedChannelEnum": "tickets.api.inputs.LOGGED",
        "NewCommentKindEnum": "tickets.api.inputs.SAID",
        "StatusEnum": "tickets.choices.Status",
    },
}
REST_KNOX = {
    # A machine that works at least once a month stays in; each use moves the end on.
    "TOKEN_TTL": timedelta(days=30),
    "AUTO_REFRESH": True,
}

# --- Chat (docs: protocol limits; a bench may raise them) ----------------------------------------
CHAT = {
    "hello_timeout_s": env.float("CHAT_HELLO_TIMEOUT", default=5.0),
    "beat_s": env.float("CHAT_BEAT", default=25.0),
    "frame_bytes": 32 * 1024,
    "body_chars": 8000,
    "frames_per_s": env.float("CHAT_FRAMES_PER_S", default=20.0),
    "visitor_burst": env.int("CHAT_VISITOR_BURST", default=10),
    "visitor_per_s": env.float("CHAT_VISITOR_PER_S", default=1.0),
    "agent_burst": env.int("CHAT_AGENT_BURST", default=30),
    "agent_per_s": env.float("CHAT_AGENT_PER_S", default=5.0),
    "unacknowledged": 8,
    "page": 200,
    "presence_ttl_s": env.float("CHAT_PRESENCE_TTL", default=60.0),
    "visitor_ttl_s": env.float("CHAT_VISITOR_TTL", default=90.0),
    # How many files one side of a chat may send, and how large together (one alone: `FILES`).
    "files": env.int("CHAT_FILES", default=20),
    "files_bytes": env.int("CHAT_FILES_MB", default=50) * 1024 * 1024,
    # Anybody may open chats: so many bytes of files an hour, of all their visitors.
    "files_per_hour": env.int("CHAT_FILES_MB_PER_HOUR", default=1000) * 1024 * 1024,
    "files_burst": env.int("CHAT_FILES_BURST", default=10),
    "files_per_s": env.float("CHAT_FILES_PER_S", default=0.2),
}

# --- Mail, logs ----------------------------------------------------------------------------------
globals().update({"EMAIL_TIMEOUT": 20, **env.email_url("EMAIL_URL", default="consolemail://")})
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="helpdesk@localhost")
PUBLIC_URL = env.str("PUBLIC_URL", default="")
"""Where people reach the desk, for links in mails and the Origin check behind a proxy."""
PUBLIC_HOST = urlsplit(PUBLIC_URL).netloc
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
"""What Prometheus sends to read `/metrics`; without one nobody reads it."""
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
    "loggers": {app: {"level": "INFO"} for app in ("helpdesk", "chat", "tickets", "reports")},
}
