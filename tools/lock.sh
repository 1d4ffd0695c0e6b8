#!/bin/sh
# Makes constraints.txt anew: exact versions and hashes of everything tillsyn needs to run, be tested and be built,
# for Python 3.11-3.13 on Linux, macOS and Windows. Needs uv and a network. Versions already locked are kept;
# pass --upgrade for the newest ones, or --upgrade-package NAME.
#
# Snapshots and PDF output belong to a version: run the whole suite after an upgrade and look at the pictures.
set -eu
cd "$(dirname "$0")/.."

uv=$(command -v uv || true)
[ -n "$uv" ] || [ ! -x .venv/bin/uv ] || uv=.venv/bin/uv
if [ -z "$uv" ]; then
    echo "tools/lock.sh needs uv. Install it (python3 -m pip install uv) and try again." >&2
    exit 2
fi

"$uv" pip compile --quiet --universal --python-version 3.11 --group dev --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-emit-build-options \
    --custom-compile-command "make lock" --output-file constraints.txt "$@" pyproject.toml

# A wheel for every package on every system: a newcomer has no compiler.
for system in x86_64-unknown-linux-gnu aarch64-unknown-linux-gnu aarch64-apple-darwin x86_64-apple-darwin windows; do
    for python in 3.11 3.12 3.13; do
        "$uv" pip compile --quiet --no-header --only-binary :all: --python-platform "$system" \
            --python-version "$python" --constraints constraints.txt --group dev pyproject.toml >/dev/null
    done
done

if grep -nE '^ *(--(extra-)?index-url|--find-links|-i |-f )|://' constraints.txt; then
    echo "constraints.txt holds an address. It must hold names, versions and hashes alone." >&2
    exit 1
fi
echo "constraints.txt: $(grep -c '==' constraints.txt) packages, each with a wheel on every system."
