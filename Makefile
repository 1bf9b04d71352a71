# The commands of this project. `make` alone lists them.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

PORT ?= 8000
PYTHON ?= python3
SITE_URL ?= http://127.0.0.1:$(PORT)
export SITE_URL

# Debian's names: page layout and fonts for papers, the compiler of translations.
RUN_PACKAGES := libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 gettext
# The browser of the tests, and the tools with which they read papers.
TEST_PACKAGES := chromium poppler-utils

TRANSLATIONS := $(patsubst %.po,%.mo,$(wildcard locale/*/LC_MESSAGES/*.po))
MIGRATIONS_AND_SAMPLES = $(shell find units pacts awards \( -path '*/migrations/*.py' -o -path '*sample*' -o -path '*seed*' \) -type f -not -name '*.pyc' | sort)

.PHONY: help setup run test check screenshots soak messages lock runtime tools database

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

setup: runtime database ## install everything and prepare var/ with sample data; repeating it is quick
	@.ci/once static var/static requirements.txt static -- \
	    .venv/bin/python manage.py collectstatic --noinput --clear --verbosity 0

run: setup ## start the application at PORT (8000) with the embedded database and its sample accounts
	@PORT=$(PORT) .ci/serve

test: tools $(TRANSLATIONS) ## run all tests on SQLite, and on PostgreSQL where one answers (ARGS="…" for pytest)
	@.ci/test $(ARGS)

check: tools $(TRANSLATIONS) ## lint, types, import contracts, deployment checks, migrations, translations, diagrams
	@.ci/check

screenshots: tools $(TRANSLATIONS) ## picture every screen, wide and narrow, into var/screenshots/
	@.venv/bin/pytest -m screenshots tests/browser

soak: tools $(TRANSLATIONS) ## run the long tests that `make test` leaves out
	@.venv/bin/pytest -m soak

messages: tools ## collect the interface texts into locale/
	@.venv/bin/python .ci/translations.py update

lock: tools ## pin requirements anew from pyproject.toml (UPGRADE=1 takes newer releases)
	@.ci/lock

# --- steps of the commands above

runtime:
	@.ci/system-packages $(RUN_PACKAGES)
	@PYTHON="$(PYTHON)" .ci/venv requirements.txt

tools: runtime
	@.ci/system-packages $(TEST_PACKAGES)
	@PYTHON="$(PYTHON)" .ci/venv requirements-dev.txt

# A database elsewhere may have changed behind our back, so only the embedded one is skipped; and only until
# the day ends, because deadlines of the rehearsal that have passed move ahead when the samples are loaded.
database: runtime $(TRANSLATIONS)
	@DATABASE_URL="$${DATABASE_URL:-}"; \
	if [[ -n "$$DATABASE_URL" ]]; then .ci/prepare-database; \
	else .ci/once database var/db.sqlite3 requirements.txt $(MIGRATIONS_AND_SAMPLES) -- .ci/prepare-database "$$(date +%F)"; fi

%.mo: %.po | runtime
	@msgfmt --check --output-file=$@ $<
