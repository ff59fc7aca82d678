# Two commands: `make run` (the product with its demo world) and `make test` (everything that proves it).
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
PY := $(BIN)/python
# commands that tests start compile their modules once, not each time
unexport PYTHONDONTWRITEBYTECODE

# `make ocr` adds the recognizer of pictures and scans.
.PHONY: run ocr test test-slow bench check setup format clean

run: .venv/.runtime
	@$(PY) deploy/assets.py
	@$(PY) deploy/messages.py
	@$(PY) deploy/run.py --port $(PORT)

setup: .venv/.development
	@$(PY) deploy/assets.py
	@$(PY) deploy/messages.py

.venv/.runtime: requirements.lock requirements-build.lock pyproject.toml
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@echo "Installing what the product needs …"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock -r requirements-build.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

ocr: .venv/.runtime
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-ocr.lock

.venv/.development: .venv/.runtime requirements-dev.lock
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

test: setup
	@$(PY) -m pytest -n auto --dist loadfile -m "not slow" --ignore tests/browser
	@$(PY) -m pytest -n auto --dist loadfile -m "not slow" tests/browser

test-slow: setup
	@$(PY) -m pytest -n auto --dist loadfile -m slow --ignore tests/browser
	@$(PY) -m pytest -n auto --dist loadfile -m slow tests/browser

bench: setup
	@$(PY) benchmarks/$(NAME).py $(ARGS)

check: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports
	@$(BIN)/mypy
	@$(BIN)/djlint src --lint --quiet
	@$(PY) -m pytest -q tests/architecture

format: setup
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix-only .

clean:
	rm -rf .venv node_modules var dist src/quanjing/foundation/static/vendor
