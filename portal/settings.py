"""Settings of the portal: one file, values from the environment only (portal/env.py), secure unless it is the demo.

The README lists the variables. A missing or wrong one refuses to start and is named.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import tempfile
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import dj_database_url
import django_stubs_ext
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from portal import env

django_stubs_ext.monkeypatch()  # lets QuerySet[Model] stand in annotations that run

# --- What this process is for -----------------------------------------------------------------------------------------
MODE = env.mode()
DEMO = MODE == "demo"
PRODUCTION = MODE == "production"
DEBUG = False  # also in the demo: people should meet the real error pages
BASE_DIR = Path(__file__).resolve().parent.parent
PORTAL_DATA = Path(env.text("PORTAL_DATA", None if PRODUCTION else str(BASE_DIR / ".data")))

# --- Addresses and secrets --------------------------------------------------------------------------------------------
SITE_URL = env.url("SITE_URL", ("https", "http"), None if PRODUCTION else "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS = [
    urlsplit(SITE_URL).hostname or "",
    *env.words("ALLOWED_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1]"),
]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
HTTPS = env.flag("HTTPS", default=PRODUCTION)
if PRODUCTION and HTTPS and not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("SITE_URL must start with https:// (or set HTTPS=no for a closed network).")


def _demo_secret(name: str, made: str) -> str:
    """Return a secret of the demo's own, made once and kept in its data folder: sessions and tickets survive a restart."""
    path = PORTAL_DATA / name
    if not path.exists():
        PORTAL_DATA.mkdir(parents=True, exist_ok=True)
        path.write_text(made, encoding="utf-8")
        path.chmod(0o600)
    return path.read_text(encoding="utf-8")


def _demo_socket() -> str:
    """Return the address of the demo's Valkey: a socket only this user can open, under a path short enough for one."""
    name = hashlib.sha256(str(PORTAL_DATA.resolve()).encode()).hexdigest()[:12]
    return f"unix://{Path(tempfile.gettempdir()) / f'portal-{name}'}/valkey.sock"


SECRET_KEY = _demo_secret("secret-key", secrets.token_urlsafe(48)) if DEMO else env.secret("SECRET_KEY")
TICKET_SIGNING_KEY = (  # another key ends every ticket that is out
    _demo_secret("ticket-key", base64.b64encode(secrets.token_bytes(32)).decode())
    if DEMO
    else env.signing_key("TICKET_SIGNING_KEY")
)

# --- What it is made of -----------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "modeltranslation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "portal",  # before allauth and the packages: its templates are the chrome of theirs
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "simple_history",
    "community",
    "events",
    "feedback",
]
MIDDLEWARE = [
    "portal.middleware.refuse_malformed",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "portal.middleware.remember_language",
    "portal.keeping.keep_pages",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "portal.forms.PortalFormRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context_processors.chrome",
                "portal.context_processors.staff",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "portal.templatetags.ui",
                "portal.templatetags.chrome",
                "portal.templatetags.tables",
            ],
        },
    }
]

# --- Data -------------------------------------------------------------------------------------------------------------
_DATABASE_URL = env.url(
    "DATABASE_URL",
    ("postgres", "postgresql", "sqlite"),
    None if PRODUCTION else f"sqlite:///{PORTAL_DATA / 'portal.sqlite3'}",
)
DATABASES = {"default": dict(dj_database_url.parse(_DATABASE_URL, conn_max_age=600, conn_health_checks=True))}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",  # a write that starts as a read would fail at once instead of waiting
        # 16 MB of pages kept, because a search among many items reads many of them.
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-16000;",
    }

# --- Redis or Valkey: cache, sessions, rate limits, broker ------------------------------------------------------------
REDIS_URL = env.url("REDIS_URL", ("redis", "rediss", "unix"), _demo_socket() if DEMO else None)
CACHES = {
    "default": {
        "BACKEND": "portal.caching.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": env.text("CACHE_PREFIX", "portal"),
        "OPTIONS": {"socket_timeout": 5, "socket_connect_timeout": 2},
    }
}
PAGES_KEPT_FOR = env.number("PAGES_KEPT_FOR", default=10)  # seconds; see portal/keeping.py
SESSION_ENGINE = "django.contrib.sessions.backends.cache"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Celery spells the socket scheme differently from redis-py.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 10, "socket_connect_timeout": 2, "global_keyprefix": "portal:"}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True  # a killed worker's task runs again; every task is safe to repeat
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "Asia/Shanghai"

# --- Static and uploaded files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = PORTAL_DATA / "static"
MEDIA_ROOT = PORTAL_DATA / "media"  # never served as a folder: /files/<id>/ asks the policy first
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
UPLOAD_MAX_BYTES = 8 * 1024 * 1024
DOCUMENT_MAX_BYTES = 20 * 1024 * 1024  # scans with a stamp are larger than photos

# --- Languages and time -----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("zh-hans", _("Simplified Chinese"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE: Literal["Lax"] = "Lax"
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": ("en", "zh-hans")}
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# --- Accounts ---------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "community.User"
AUTHENTICATION_BACKENDS = ["community.accounts.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "account"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "community.accounts.AccountAdapter"
ACCOUNT_FORMS = {
    "add_email": "community.forms.accounts.AddEmailForm",
    "change_password": "community.forms.accounts.ChangePasswordForm",
    "confirm_email_verification_code": "community.forms.accounts.ConfirmEmailForm",
    "confirm_login_code": "community.forms.accounts.ConfirmLoginCodeForm",
    "confirm_password_reset_code": "community.forms.accounts.ConfirmPasswordResetCodeForm",
    "login": "community.forms.accounts.LoginForm",
    "reauthenticate": "community.forms.accounts.ReauthenticateForm",
    "request_login_code": "community.forms.accounts.RequestLoginCodeForm",
    "reset_password": "community.forms.accounts.ResetPasswordForm",
    "reset_password_from_key": "community.forms.accounts.NewPasswordForm",
    "set_password": "community.forms.accounts.SetPasswordForm",
    "signup": "community.forms.SignupForm",
}
MFA_ADAPTER = "community.accounts.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "community.forms.accounts.ActivateTOTPForm",
    "authenticate": "community.forms.accounts.AuthenticateForm",
    "reauthenticate": "community.forms.accounts.ReauthenticateByCodeForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True  # a code survives WeChat's browser, where a link opens elsewhere
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 15 * 60
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8}  # digits: the same keys on every keyboard
ACCOUNT_CHANGE_EMAIL = True  # one address at a time; the new one counts once it is proven
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
# One table of limits for allauth's forms and for ours (community/limiting.py): how many a minute, hour or day, per what.
ACCOUNT_RATE_LIMITS = {
    "signup": "20/h/ip",
    "login": "30/m/ip",
    "reset_password": "20/h/ip,5/h/key",
    "request_login_code": "30/h/ip,6/h/key",
    "registration": "30/h/ip",
    "hold": "60/h/ip",
    "group_message": "60/h/user",  # previews count too; what one event may send a day is in events/messaging.py
    "door_search": "30/m/key",  # names, by the holder of one door link
    "suggestion": "60/h/ip",  # forms posted, refused ones too
    "suggestion_sent": "10/h/ip",  # with a proof of work
    "suggestion_unproven": "5/h/ip",  # without one: no scripts, or a page left open for hours
    "hints": "120/h/ip",
    "autosave": "2000/h/user",  # a page keeps what it holds every few seconds
    "support": "30/h/ip",
    "report": "20/h/ip",
    "follow": "20/h/ip",
    "subscribe": "20/h/ip",
    "search_miss": "60/h/ip",  # searches without a result that are counted; searching itself has no limit
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Township Portal"
MFA_TOTP_TOLERANCE = 1  # phones whose clock is half a minute off
STAFF_TOTP = env.flag("STAFF_TOTP", default=not DEMO)  # the desk opens only with an authenticator app set up
TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXY_COUNT
PRIVACY_NOTICE_VERSION = "2026-11-22"

# --- Mail: only the outbox's worker sends -----------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", None if PRODUCTION else "Township Portal <portal@portal.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
CONTACT_EMAIL = env.text("CONTACT_EMAIL", None if PRODUCTION else "portal@portal.example")
DEMO_MAILBOX = PORTAL_DATA / "mail"
if DEMO:
    EMAIL_BACKEND = "portal.demo.mailbox.FolderBackend"
else:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    globals().update(env.mail_server("EMAIL_URL"))

# --- Security ---------------------------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", default=365 * 24 * 3600) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if env.flag("HTTPS_AT_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# --- Open311 ----------------------------------------------------------------------------------------------------------
OPEN311_JURISDICTION = env.text("OPEN311_JURISDICTION", "")  # a body's slug: this site answers for it alone

# --- What the site says of itself -------------------------------------------------------------------------------------
ICP_FILING = env.text("ICP_FILING", "")  # 沪ICP备…号: mainland sites must show it
POLICE_FILING = env.text("POLICE_FILING", "")

# --- Addresses outside ------------------------------------------------------------------------------------------------
LINK_CHECKS = env.flag("LINK_CHECKS", default=False)  # the worker looks at every link and source once a day
LINK_CHECKS_INSIDE = False  # only tests ask this machine; editors' links never reach into our own network

# --- Logs: one line each, to standard error ---------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.choice("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), default="INFO")},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
