#!/usr/bin/env bash
# Every test, in three parts with a time budget each, so that a slow test is noticed the day it comes.
set -uo pipefail
cd "$(dirname "$0")/.."
marks="not slow"
[ "${1:-}" = --all ] && marks="slow or not slow"
export HF_HUB_OFFLINE=1 TOKENIZERS_PARALLELISM=false
mkdir -p build
failed=0

# part NAME BUDGET_MINUTES COMMAND...
part() {
    local name=$1 budget=$2 started=$SECONDS
    shift 2
    printf '\n== %s\n' "$name"
    "$@" || { failed=1; printf '== %s FAILED\n' "$name"; }
    local took=$((SECONDS - started))
    printf '== %s took %d s of %d\n' "$name" "$took" $((budget * 60))
    if [ "${1:-}" != true ] && [ "$marks" = "not slow" ] && [ "$took" -gt $((budget * 60)) ]; then
        printf '== %s is over its budget: move a slow test to test-all, or make it faster\n' "$name"
        failed=1
    fi
}

# The workers' tests mostly wait (leases, frozen processes): they run beside the others.
services() {
    .venv/bin/python -m pytest -m "($marks) and not browser" tests/workers >build/workers.log 2>&1 &
    local workers=$! status=0
    .venv/bin/python -m pytest -n 2 --dist loadfile -m "($marks) and not browser" tests/service || status=1
    wait "$workers" || status=1
    cat build/workers.log
    return "$status"
}

part checks 4 scripts/check.sh
part unit 5 .venv/bin/python -m pytest -n 2 --dist loadfile -m "($marks) and not server and not browser" tests/nlp tests/models tests/fixtures tests/bench tests/architecture
part services 8 services
part browser 8 .venv/bin/python -m pytest -n 2 --dist loadfile -m "$marks" tests/e2e
exit $failed
