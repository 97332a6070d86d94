# The one list of commands; CI runs `make test`.
.DEFAULT_GOAL := help
PY := .venv/bin/python
SET ?= fixtures/labelled

.PHONY: help setup run check test test-all eval bench golden torch ldap openapi lock

help: ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## install what is missing: system packages, Python, the web UI
	@scripts/install.sh run

run: setup ## start everything on http://127.0.0.1:8000
	@exec .venv/bin/jianqi run

check: ## format, lint, types, layers
	@scripts/check.sh

test: ## install what tests need, then check and run every test (< 25 minutes on 2 cores)
	@scripts/install.sh test
	@scripts/install.sh torch
	@scripts/test.sh

test-all: ## make test, and the slow sweeps
	@scripts/install.sh test
	@scripts/install.sh torch
	@scripts/test.sh --all

eval: ## accuracy on a labelled set: make eval [SET=folder]
	@$(PY) -m tests.bench.accuracy --set $(SET) --json build/accuracy.json
	@$(PY) -m tests.bench.checkup

bench: ## speed, memory, OCR and search tables
	@$(PY) -m tests.bench

golden: ## rewrite golden files; review the diff
	@JIANQI_GOLDEN=write $(PY) -m pytest -q -m "not browser and not server" -k golden

torch: ## the extra for transformers and sentence-transformers models
	@scripts/install.sh torch

ldap: ## the extra for sign-in by a directory (LDAP, Active Directory)
	@scripts/install.sh ldap

openapi: ## write docs/openapi.json and the UI's types from the application
	@$(PY) -m service.openapi docs/openapi.json
	@cd service/web && npm run --silent gen:api

lock: ## compile the locked requirements from pyproject.toml
	@.venv/bin/uv pip compile pyproject.toml --generate-hashes --no-header --no-emit-index-url --no-annotate -q -o requirements.lock
	@.venv/bin/uv pip compile pyproject.toml --extra dev --generate-hashes --no-header --no-emit-index-url --no-annotate -q -o requirements-dev.lock
