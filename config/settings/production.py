"""Production: every value that matters is given by the operator, none is guessed."""

from pathlib import Path

from config.env import VAR, env
from config.settings.base import *  # noqa: F403 - settings files extend one another

SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
SITE_URL = env("SITE_URL")
DATABASES["default"] |= env.db("DATABASE_URL")  # noqa: F405 - from base
SIGNING_SECRET_FILE = Path(env("SIGNING_SECRET_FILE"))
CITIZEN_ID_SECRET_FILE = Path(env("CITIZEN_ID_SECRET_FILE"))
AUTHORITY_DIR = Path(env("AUTHORITY_DIR"))
AUTHORITY_ORGANISATION = env("AUTHORITY_ORGANISATION")
AUTHORITY_IS_TEST = env.bool("AUTHORITY_IS_TEST")
OUTSIDE_ROOTS_DIR = Path(env("OUTSIDE_ROOTS_DIR", default=str(VAR / "outside_roots")))
TSA_URL = env("TSA_URL", default="")
TSA_ROOTS_DIR = Path(env("TSA_ROOTS_DIR", default=str(VAR / "time_stamp_roots")))
ALLOW_SAMPLE_ACCOUNTS = False

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
