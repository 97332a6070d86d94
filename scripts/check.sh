#!/usr/bin/env bash
# Format, lint, types, layers; the same in the pre-commit hook, by hand and in CI.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin
$bin/ruff format --check -q .
$bin/ruff check -q .
$bin/mypy
$bin/lint-imports --config .importlinter >/dev/null || $bin/lint-imports --config .importlinter
(cd service/web && npm run --silent check)
