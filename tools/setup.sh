#!/bin/sh
# Makes .venv ready to run, test and build tillsyn: exact versions from constraints.txt, then the project itself.
# Does nothing when nothing has changed, so it needs a network the first time only.
# PYTHON chooses the interpreter (3.11-3.13); without it the first fitting one on the path is taken.
set -eu
cd "$(dirname "$0")/.."
here=$(pwd -P)
stamp=.venv/.ready
python=.venv/bin/python
pango='
try:
    from weasyprint.text import ffi
    print("subset" if ffi.harfbuzz_subset is None else "nothing")
except OSError:
    print("pango")
'
fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'

say() { printf '%s\n' "$@" >&2; }
on_debian() { [ -f /etc/debian_version ]; }

wanted() {
    echo "$here ${PYTHON:-any}"
    cksum constraints.txt pyproject.toml
}

choose_python() {
    set -- python3 python3.13 python3.12 python3.11
    [ -z "${PYTHON:-}" ] || set -- "$PYTHON"
    for candidate in "$@"; do
        if "$candidate" -c "$fits" 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    found=$("$1" --version 2>/dev/null || true)
    say "tillsyn needs Python 3.11, 3.12 or 3.13. Found as $1: ${found:-nothing that runs}."
    if on_debian; then
        say "Install one (sudo apt install python3 python3-venv; Debian 12 and 13 and Ubuntu 24.04 have a fitting one)."
    elif [ "$(uname -s)" = Darwin ]; then
        say "Install one (brew install python@3.13, or the installer from python.org)."
    else
        say "Install one with the system's package manager."
    fi
    say "Another interpreter is chosen with: make setup PYTHON=/path/to/python3.12"
    exit 2
}

usable_venv() {
    [ -x $python ] && $python -c "$fits" 2>/dev/null && $python -m pip --version >/dev/null 2>&1 || return 1
    grep -qF "$here/.venv" .venv/pyvenv.cfg || return 1 # a folder that was moved keeps its old paths inside
    [ -z "${PYTHON:-}" ] || [ "$("$PYTHON" --version)" = "$($python --version)" ]
}

make_venv() {
    base=$(choose_python)
    if ! "$base" -c 'import venv, ensurepip' 2>/dev/null; then
        version=$("$base" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        say "$base cannot make virtual environments: its module venv or ensurepip is missing."
        if on_debian; then
            say "Install it (sudo apt install python3-venv, or python$version-venv), then try again."
        else
            say "Install the whole of Python $version, then try again."
        fi
        exit 2
    fi
    say "Making .venv with $("$base" --version) ..."
    "$base" -m venv --clear "$here/.venv"
}

install() {
    say "Installing what tillsyn needs into .venv (a minute or two the first time) ..."
    $python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt &
    packages=$!
    # A sign of life instead of pip's hundred lines, which would hide what comes after.
    while [ -t 2 ] && kill -0 $packages 2>/dev/null; do
        printf . >&2
        sleep 2
    done
    [ ! -t 2 ] || printf '\n' >&2
    if ! wait $packages; then
        say "" "The packages could not be installed; nothing outside .venv was touched." \
            "Is there a network? Without one, see docs/install.md on how to carry the packages on a memory stick."
        exit 1
    fi
    $python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
}

tell_of_pango() {
    # Where Homebrew puts it; a Python from elsewhere does not look there by itself (the Makefile does the same).
    [ "$(uname -s)" != Darwin ] || export DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib:/usr/local/lib:/usr/lib
    case $($python -W ignore -c "$pango" 2>/dev/null | tail -n 1) in
    pango) say "" "Pango is missing, so letters and the report become printable HTML but not PDF. Everything else works." ;;
    subset) say "" "HarfBuzz's subset library is missing: PDF works, but takes more than twice the time." ;;
    *) return ;;
    esac
    if on_debian; then
        say "Install it: sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    elif [ "$(uname -s)" = Darwin ]; then
        say "Install it: brew install pango"
    else
        say "Install Pango 1.44 or newer and HarfBuzz with the system's package manager (Windows: docs/install.md)."
    fi
    say ""
}

if [ -f $stamp ] && [ "$(cat $stamp)" = "$(wanted)" ] && [ -x $python ]; then
    exit 0
fi
usable_venv || make_venv
rm -f $stamp
install
tell_of_pango
wanted >$stamp
say "Ready: .venv/bin/tillsyn"
