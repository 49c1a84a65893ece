# Two commands do everything on a fresh machine: `make run` opens the application, `make test` runs the tests.
# PYTHON is the first Python found that is new enough; another one: make PYTHON=/path/to/python run
PYTHON ?= $(or $(shell for python in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done),python3)
VENV := .venv
BIN := $(VENV)/bin
# what overlap is measured beside stays out of the environment that everything else is developed in
EVAL := .venv-eval
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input install -qq

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test venv dev check bench eval screenshots translations lock clean

help:                ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 20

run: venv            ## open the application
	@$(BIN)/python .ci/qt_libraries.py --display && $(BIN)/kpkportfolio

test: dev            ## all tests, no screen needed
	@$(BIN)/python .ci/qt_libraries.py
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n logical --maxprocesses 8 --dist worksteal -q

venv: $(VENV)/.runtime   ## only set up: afterwards .venv/bin/kpkportfolio works

dev: $(VENV)/.dev    ## set up with everything development needs

check:               ## every check of CI
	@bash .ci/run

bench: dev           ## benchmarks as JSON, side by side with their baselines
	@$(BIN)/python .ci/qt_libraries.py >&2
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.benchmarks

eval: $(EVAL)/.ready ## how well overlap is found, beside what else there is (a quarter of an hour; JSON=FILE, ARGS="--sets registers")
	@$(EVAL)/bin/python -m tests.evaluation $(if $(JSON),--json "$(JSON)") $(ARGS)

screenshots: dev     ## the README's pictures from a real window under Xvfb, and docs/GALLERY.md
	@$(BIN)/python .ci/qt_libraries.py --xvfb
	$(BIN)/python .ci/screenshots.py
	$(BIN)/python .ci/gallery.py

translations: dev    ## compile the .po catalogues to .mo and check them
	$(BIN)/python .ci/translations.py compile
	$(BIN)/python .ci/translations.py check

lock:                ## renew the hash-locked requirements (needs uv)
	@command -v uv >/dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv/" >&2; exit 1; }
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-strip-extras -q --upgrade --extra build pyproject.toml -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-strip-extras -q --upgrade --extra build --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-strip-extras -q --upgrade --extra build --extra eval -c requirements.txt -c requirements-dev.txt pyproject.toml -o requirements-eval.txt

clean:               ## remove the environment and everything built
	rm -rf $(VENV) $(EVAL) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage .coverage.*

# A half-made environment must never pass for a whole one: what is missing is said before anything is made.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.11 run")'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python cannot make environments. On Debian and Ubuntu: sudo apt install python3-venv" >&2; exit 1; }
	@echo "Making the environment in $(VENV) (a minute or two) …" >&2
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.runtime: $(VENV)/bin/python requirements.txt pyproject.toml
	@$(PIP) --require-hashes -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.txt
	@$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@

# dedupe's parts come as C sources: a compiler and Python's headers are needed
$(EVAL)/.ready: $(VENV)/bin/python requirements-eval.txt pyproject.toml
	@echo "Making the environment in $(EVAL) (a minute or two) …" >&2
	@$(BIN)/python -m venv $(EVAL)
	@$(EVAL)/bin/python -m pip --disable-pip-version-check --no-input install -qq --require-hashes -r requirements-eval.txt
	@$(EVAL)/bin/python -m pip --disable-pip-version-check --no-input install -qq --no-deps --no-build-isolation --editable .
	@touch $@
