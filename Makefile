# Lớp Chi bộ: everything a person does here. `make` alone lists it.
#
# A machine needs Python 3.11 or newer and make. All else is fetched into .venv and node_modules,
# pinned by hash; the stamps in .venv say what is there, so that a second run asks no registry.

.DEFAULT_GOAL := help
SHELL := /bin/sh
VENV := .venv
PYTHON := $(VENV)/bin/python
PIP := $(PYTHON) -m pip --disable-pip-version-check --no-input -qq
MANAGE := $(PYTHON) manage.py

export PYTHONUTF8 := 1
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)
export HOST ?= 127.0.0.1
export PORT ?= 8000

##@ Use
run: $(VENV)/run.stamp front-end ffmpeg catalogues ## build what is missing, load the sample content, serve on HOST and PORT
	@DEMO="$${DEMO:-1}" SITE_URL="$${SITE_URL:-http://$(HOST):$(PORT)}" exec $(MANAGE) serve

demo-data: $(VENV)/run.stamp catalogues ## load the sample content alone
	@DEMO=1 $(MANAGE) serve --only-prepare

manage: $(VENV)/run.stamp catalogues ## run a management command: make manage ARGS="createsuperuser"
	@$(MANAGE) $(ARGS)

h5p: $(VENV)/run.stamp ## the H5P command line: make h5p ARGS="check lesson.h5p"
	@$(PYTHON) -m media.h5p.core $(ARGS)

##@ Work
dev: export DEBUG := 1
dev: export DEMO ?= 1
dev: demo-data $(VENV)/dev.stamp front-end ffmpeg ## serve with DEBUG and a background worker, reload on every change
	@$(MANAGE) work & worker=$$!; \
	$(MANAGE) runserver $(HOST):$(PORT) & server=$$!; \
	trap 'kill $$worker $$server 2> /dev/null' EXIT INT TERM; \
	wait $$server

test: ready ## run all tests; some of them: make test ARGS="tests/courses -k finish"
	@$(PYTHON) -m pytest --numprocesses auto --dist loadgroup $(ARGS)

check: check-format check-lint check-types check-layers check-templates check-migrations check-texts check-locks ## format, lint, types, layers, templates, migrations, texts, lock files
	@echo "Nothing to object to."

check-format: $(VENV)/dev.stamp
	@ruff format --check --output-format concise .
check-lint: $(VENV)/dev.stamp
	@ruff check --quiet --output-format concise .
check-types: $(VENV)/dev.stamp
	@mypy --no-error-summary
check-layers: $(VENV)/dev.stamp
	@lint-imports > .venv/layers.txt || { cat .venv/layers.txt; exit 1; }
check-templates: $(VENV)/dev.stamp
	@djlint --quiet --lint .
check-migrations: $(VENV)/dev.stamp catalogues
	@DATABASE_URL=sqlite://:memory: DJANGO_SETTINGS_MODULE=portal.settings.test $(MANAGE) makemigrations --check --dry-run > .venv/migrations.txt || { cat .venv/migrations.txt; exit 1; }
check-texts: $(VENV)/dev.stamp
	@$(PYTHON) -m tests.house.texts
check-locks: $(VENV)/dev.stamp
	@$(PYTHON) -m tests.house.locks

bench: $(VENV)/dev.stamp front-end ffmpeg catalogues ## measure against the budgets, one JSON line a figure: make bench ONLY=lesson
	@$(PYTHON) -m tests.browser >&2
	@$(PYTHON) -m tests.bench "$(ONLY)" "$(SIZE)"

bench-data: $(VENV)/dev.stamp front-end ffmpeg catalogues ## make what bench measures beforehand: make bench-data SIZE=nation
	@$(PYTHON) -m tests.bench.data "$(or $(SIZE),province)"

format: $(VENV)/dev.stamp ## put layout and imports right
	@ruff check --quiet --fix-only .
	@ruff format --quiet .

messages: $(VENV)/dev.stamp ## gather new texts into the Vietnamese catalogue
	@$(PYTHON) -m tests.house.texts gather

lock: $(VENV)/dev.stamp ## resolve packages anew, keeping versions unless ARGS=--upgrade
	@$(PIP) install uv
	@$(PYTHON) -m tests.house.locks write $(ARGS)
	@$(NPM) install --package-lock-only --silent

help: ## list all this
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@ / { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- What the commands above stand on ---------------------------------------------------------

# The first Python that is new enough and can make an environment.
$(PYTHON):
	@for python in python3.13 python3.12 python3.11 python3 python; do \
		"$$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2> /dev/null || continue; \
		echo "Making the environment with $$($$python --version) …" >&2; \
		exec "$$python" -m venv --clear $(VENV); \
	done; \
	echo "Python 3.11 or newer is needed, with its venv module." >&2; \
	echo "On Debian or Ubuntu: apt-get install python3 python3-venv" >&2; \
	exit 1

# Both source roots on the path of every tool, as an editable installation would put them.
$(VENV)/paths.stamp: | $(PYTHON)
	@$(PYTHON) -c 'import pathlib, sysconfig; \
		roots = [str(pathlib.Path.cwd()), str(pathlib.Path.cwd() / "site"), ""]; \
		pathlib.Path(sysconfig.get_path("purelib"), "lop-chi-bo.pth").write_text("\n".join(roots))'
	@touch $@

$(VENV)/run.stamp: requirements/run.lock $(VENV)/paths.stamp
	@echo "Fetching Python packages …" >&2
	@$(PIP) install --require-hashes --only-binary :all: --requirement requirements/run.lock
	@touch $@

$(VENV)/dev.stamp: requirements/dev.lock $(VENV)/run.stamp
	@echo "Fetching Python packages for development …" >&2
	@$(PIP) install --require-hashes --only-binary :all: --requirement requirements/dev.lock
	@touch $@

# What tests need besides what they test.
ready: $(VENV)/dev.stamp $(VENV)/front-end-dev.stamp ffmpeg catalogues
	@$(PYTHON) -m tests.browser

# npm of the machine, or of a package of Python's where the machine has no Node.
NPM = command -v npm > /dev/null || $(PIP) install --require-hashes --requirement requirements/node.lock; npm
NPM_CI = $(NPM) ci --ignore-scripts --no-progress --loglevel=error

# ffmpeg of the machine, or of a package of Python's where the machine has none. Without either the site
# runs, and says to whoever sends a film what is missing.
ffmpeg: $(VENV)/ffmpeg.stamp
$(VENV)/ffmpeg.stamp: requirements/ffmpeg.lock $(VENV)/run.stamp
	@command -v ffmpeg > /dev/null || { \
		echo "Fetching ffmpeg …" >&2; \
		$(PIP) install --require-hashes --only-binary :all: --requirement requirements/ffmpeg.lock || \
		echo "ffmpeg could not be fetched: film and sound cannot be taken in until it is installed." >&2; \
	}
	@touch $@

front-end: $(VENV)/front-end.stamp
$(VENV)/front-end.stamp: package.json package-lock.json $(VENV)/run.stamp
	@if $(PYTHON) -c 'import json, sys; sys.exit(not json.load(open("package.json"))["dependencies"])'; then \
		echo "Fetching front-end packages …" >&2; \
		$(NPM_CI) --omit=dev; \
	fi
	@touch $@

$(VENV)/front-end-dev.stamp: package.json package-lock.json $(VENV)/run.stamp
	@echo "Fetching front-end packages for development …" >&2
	@$(NPM_CI)
	@touch $@ $(VENV)/front-end.stamp

catalogues: $(VENV)/run.stamp
	@$(PYTHON) -m portal.catalogues

.NOTPARALLEL:
.PHONY: ffmpeg run demo-data manage dev ready test check bench bench-data format messages lock help front-end catalogues \
	check-format check-lint check-types check-layers check-templates check-migrations check-texts check-locks
