"""What is true everywhere. The other settings files hold differences only."""

from django.utils.translation import gettext_lazy as _

from config.env import ROOT, VAR, env

BASE_DIR = ROOT
DEBUG = False
ALLOWED_HOSTS: list[str] = []

INSTALLED_APPS = [
    "config.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "axes",
    "units",
    "pacts",
    "awards",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "units.middleware.ResponseHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "units.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "units.middleware.AccountSetupMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "units.views.frame.frame",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a deferred transaction that turns to writing fails with "database is locked".
    # FULL: this is a legal register, a power cut must not lose the last commit.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=-20000;PRAGMA foreign_keys=ON;"
        "PRAGMA recursive_triggers=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "units.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "units.backends.AccountBackend",
]
PASSWORD_HASHERS = ["units.hashers.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "log_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "log_in"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "units.views.errors.csrf_failure"
OTP_TOTP_ISSUER = "Thi dua Kiem sat"
OTP_LOGIN_URL = "second_factor"
TRUSTED_DEVICE_DAYS = 180
# A phone's clock that drifts is told so by a refusal; following it would widen the window for guessing.
OTP_TOTP_SYNC = False
# Every other page needs an account; a start-up check compares this list with the routes.
PUBLIC_ROUTES = ["account_link", "check", "check_offline", "log_in", "set_language"]

# A wrong password delays the account on that address; it never locks a signer out for longer.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 5 / 60
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "units.views.errors.too_many_attempts"
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "uploads"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Pages that gather from several apps ask these; an app above provides, nothing points up.
TASK_SOURCES = ["awards.tasks.tasks", "pacts.tasks.tasks"]
SEARCH_SOURCES = ["units.panels.found", "pacts.panels.found"]
CLUSTER_COLUMNS = ["awards.queries.panels.cluster_columns", "pacts.panels.cluster_columns"]
CLUSTER_PANELS = ["pacts.panels.cluster_panels"]
UNIT_PANELS = ["pacts.panels.unit_panels", "awards.panels.unit_panels"]
PERSON_PANELS = ["awards.panels.person_panels", "pacts.panels.person_panels"]
MERGE_EFFECTS = ["pacts.queries.reorganisation.merge_effects", "awards.queries.reorganisation.merge_effects"]
PERSON_EFFECTS = ["pacts.queries.staffing.person_effects", "awards.queries.staffing.person_effects"]
NOTICE_SOURCES = ["awards.notices.TEXTS", "pacts.notices.TEXTS", "units.notices.TEXTS"]
AUDITED_EVIDENCE = ["pacts.queries.ledger.mismatches"]
SETUP_STEPS = ["units.setup.missing_step", "pacts.setup.missing_step"]

# The keys of people are useless without these two, which never lie in the database.
SIGNING_SECRET_FILE = VAR / "secrets" / "signing_secret"
AUTHORITY_DIR = VAR / "secrets" / "authority"
AUTHORITY_ORGANISATION = "Viện kiểm sát nhân dân"
AUTHORITY_IS_TEST = True
# Of a citizen ID only a hash under this key is kept; without the same key nobody is recognised again.
CITIZEN_ID_SECRET_FILE = VAR / "secrets" / "citizen_id_secret"
# Roots (*.pem, *.crt, *.cer) and revocation lists (*.crl) of authorities whose certificates may sign papers
# that are taken elsewhere. An empty folder accepts none; nothing is ever fetched from the network.
OUTSIDE_ROOTS_DIR = VAR / "outside_roots"
# An authority for time-stamps (RFC 3161), asked at every signature; empty: none. Its roots lie in the folder.
TSA_URL = ""
TSA_ROOTS_DIR = VAR / "time_stamp_roots"
TSA_SECONDS = 5
# log2 of the cost of one guess of a PIN: about a fifth of a second.
KEY_WORK = 15
SITE_URL = "http://127.0.0.1:8000"
ALLOW_SAMPLE_ACCOUNTS = False
SAMPLE_ACCOUNTS_FILE = VAR / "secrets" / "sample_accounts.json"
CHECK_MAX_BYTES = 20 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
