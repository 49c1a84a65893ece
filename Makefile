# Two commands do everything on a fresh machine: `make run` opens the application, `make test` runs the tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test venv dev check bench screenshots translations lock clean

run: venv            ## open the application
	@$(PYTHON) .ci/qt_libraries.py --display && $(BIN)/kpkportfolio

venv: $(VENV)/.runtime   ## only set up: afterwards .venv/bin/kpkportfolio works

dev: $(VENV)/.dev        ## set up with everything development needs

test: dev            ## all tests, no screen needed
	@$(PYTHON) .ci/qt_libraries.py
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto -q

check: dev           ## every check of CI
	bash .ci/run

bench: dev           ## benchmarks as JSON, side by side with their baselines
	@$(PYTHON) .ci/qt_libraries.py >&2
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.benchmarks

screenshots: dev     ## the README's pictures, from a real window under Xvfb
	@$(PYTHON) .ci/qt_libraries.py --xvfb
	$(BIN)/python .ci/screenshots.py

translations: dev    ## compile the .po catalogues to .mo
	$(BIN)/python .ci/translations.py compile

lock:                ## renew the hash-locked requirements (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q --upgrade --extra build pyproject.toml -o requirements.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q --upgrade --extra build --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .coverage*

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.11 run")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: $(VENV)/bin/python requirements.txt pyproject.toml
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
