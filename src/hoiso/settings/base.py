"""Django's settings, made from the environment that `hoiso.runtime.environment` has checked."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import structlog

from hoiso.runtime import addresses, environment
from hoiso.settings.database import database_from

ENV = environment.load()
SOURCE = Path(__file__).resolve().parent.parent

SECRET_KEY = addresses.secrets().secret_key
SCOPE_KEY = addresses.secrets().scope_key
DEBUG = ENV.debug
ALLOWED_HOSTS = list(ENV.allowed_hosts)
ROOT_URLCONF = "hoiso.urls"
WSGI_APPLICATION = "hoiso.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "csp",
    "procrastinate.contrib.django",
    "hoiso.core",
    "hoiso.audit",
    "hoiso.units",
    "hoiso.access",
    "hoiso.notices",
    "hoiso.work",
    "hoiso.documents",
    "hoiso.members",
    "hoiso.administration",
    "hoiso.reorganisation",
    "hoiso.office",
    "hoiso.demo",
    "django.forms",  # last: a part may replace the templates of widgets
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "hoiso.core.middleware.Bounds",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "hoiso.core.middleware.Refusals",
    "hoiso.access.middleware.SignedInScope",
    "hoiso.office.little.middleware.PoorLines",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "hoiso.office.shell.shell",
                "hoiso.demo.band.band",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "hoiso.core.templatetags.hoiso",
                "hoiso.core.templatetags.kept",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.Jinja2"  # 4 times as quick as by Django templates

# The role of this process: hoiso_web unless the worker or an owner's command says otherwise.
DATABASES = {"default": database_from(addresses.address(addresses.process_role()))}

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
LOCALE_PATHS: list[str] = []

STATIC_URL = "/static/"
STATIC_ROOT = ENV.data / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA = ENV.data
FILE_ROOT = ENV.data / "files"
AUDIT_HEADS = ENV.data / "audit-heads.log"
MAX_FILE = ENV.max_file
MAX_BODY = 4 * MAX_FILE  # several files at once
FILE_UPLOAD_HANDLERS = ["hoiso.core.files.receiving.LimitedUpload"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

_MAIL = urlsplit(ENV.smtp)
EMAIL_HOST = _MAIL.hostname or ""  # empty: this installation sends no mail
EMAIL_PORT = _MAIL.port or {"smtps": 465, "smtp+plain": 25}.get(_MAIL.scheme, 587)
EMAIL_HOST_USER = unquote(_MAIL.username or "")
EMAIL_HOST_PASSWORD = unquote(_MAIL.password or "")
EMAIL_USE_SSL = _MAIL.scheme == "smtps"
EMAIL_USE_TLS = _MAIL.scheme == "smtp"
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = ENV.mail_from or f"hoiso@{EMAIL_HOST or 'localhost'}"
SITE_ADDRESS = ENV.address
PUSH_SECRET = addresses.secrets().push_secret
PUSH_STAND_IN = ""  # tests name a push service on their own machine here

IMAP = ENV.imap  # empty: no mailbox is read
SCAN_FOLDER = ENV.scan_folder  # empty: no folder is watched

HELP_PHONE = ENV.help_phone
DEMO = ENV.demo
HTTPS = ENV.https
SESSION_COOKIE_NAME = "hs_phien"
CSRF_COOKIE_NAME = "hs_csrf"
CSRF_COOKIE_HTTPONLY = False
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = ENV.https
CSRF_FAILURE_VIEW = "hoiso.core.views.csrf_failure"
SECURE_SSL_REDIRECT = ENV.https
SECURE_HSTS_SECONDS = 31_536_000 if ENV.https else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.https else None
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ],
    cache_logger_on_first_use=True,
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": ENV.log_level},
    # They tell of themselves at the start of every command.
    "loggers": {"procrastinate": {"level": "WARNING"}, "pikepdf": {"level": "WARNING"}},
}
