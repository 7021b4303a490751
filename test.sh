#!/usr/bin/env bash
# Installs and builds what is missing, runs every test project and ends with the line 'N passed, N failed'.
#   ./test.sh [TEXT]            only the test projects whose name contains TEXT
# Results and logs are kept in artifacts/tests.
set -euo pipefail
# shellcheck source=build/setup.sh
source "$(dirname "$(readlink -f "$0")")/build/setup.sh"
results=$artifacts/tests
rm -rf "$results"
mkdir -p "$results"

# counted FILE WHAT: a number of the counters of a result file, 0 if there is none.
counted() { sed -n "s/.*<Counters .*\b$2=\"\([0-9]*\)\".*/\1/p" "$1" 2>/dev/null | grep . || echo 0; }

# The tests that open reports need a browser, and letters to draw; without one they are skipped.
install_browser() {
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null && ! command -v chromium >/dev/null; then
        (install_packages chromium fonts-dejavu-core) || say "no browser: the tests that open reports are skipped"
    fi
}

build AutoScale.slnx
install_browser
passed=0 failed=0 skipped=0
for project in tests/*.Tests/; do
    name=$(basename "$project")
    [[ $name == *"${1-}"* ]] || continue
    began=$SECONDS
    log=$results/$name.log
    status=0
    dotnet test "$project/bin/Release/net10.0/$name.dll" --logger "trx;LogFileName=$name.trx" --results-directory "$results" \
        --blame-hang-timeout 15min --blame-hang-dump-type none >"$log" 2>&1 </dev/null || status=$?

    trx=$results/$name.trx
    good=$(counted "$trx" passed)
    bad=$(counted "$trx" failed)
    left_out=$(($(counted "$trx" total) - $(counted "$trx" executed)))
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
        bad=1 # The run itself broke: a crash, a hang, no result file.
    fi
    printf '%-32s %5d passed %4d failed %4d skipped %5d s\n' "$name" "$good" "$bad" "$left_out" $((SECONDS - began))
    [ "$bad" -eq 0 ] || cat "$log"
    passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + left_out))
done

summary="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || summary+=", $skipped skipped"
printf '%s\n' "$summary"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
