"""Tests: a quick hasher, plain static storage, secrets in a throw-away folder."""

import atexit
import shutil
import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403 - settings files extend one another
from config.settings.base import AUTH_PASSWORD_VALIDATORS as AUTH_PASSWORD_VALIDATORS

SECRET_KEY = "only for tests"  # noqa: S105 - protects nothing outside a test run
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
SITE_URL = "http://testserver"
PASSWORD_HASHERS = ["units.hashers.QuickArgon2id", "units.hashers.Argon2id"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
SECRETS_DIR = Path(tempfile.mkdtemp(prefix="thidua-tests-"))
atexit.register(shutil.rmtree, SECRETS_DIR, ignore_errors=True)
STATIC_ROOT = SECRETS_DIR / "static"
STATIC_ROOT.mkdir()
SIGNING_SECRET_FILE = SECRETS_DIR / "signing_secret"
AUTHORITY_DIR = SECRETS_DIR / "authority"
OUTSIDE_ROOTS_DIR = SECRETS_DIR / "outside_roots"
TSA_ROOTS_DIR = SECRETS_DIR / "time_stamp_roots"
CITIZEN_ID_SECRET_FILE = SECRETS_DIR / "citizen_id_secret"
KEY_WORK = 4
# On disk, as in earnest: threads that race need connections that really lock one another out.
# But nothing waits until the disk has written: no test outlives a power cut.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405 - from base
    DATABASES["default"]["TEST"] = {"NAME": SECRETS_DIR / "test.sqlite3"}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # noqa: F405
else:
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"  # noqa: F405
ALLOW_SAMPLE_ACCOUNTS = True
SAMPLE_ACCOUNTS_FILE = SECRETS_DIR / "sample_accounts.json"
AXES_ENABLED = True
