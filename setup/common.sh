# Shared by the set-up steps: sourced, never run. Each step is a script of its own, does nothing when there is
# nothing to do, and leaves its stamp only when it has finished, so that an interrupted one starts over.
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

say() { echo "setup: $*" >&2; }

fail() {
    say "$*"
    exit 1
}

# is_stale STAMP PATH...: whether the stamp is missing or any file or folder under the paths is newer. Folders count
# because deleting a file changes nothing else.
is_stale() {
    local stamp=$1
    shift
    [[ ! -e $stamp || -n $(find "$@" -newer "$stamp" -print -quit) ]]
}

# finish STAMP STARTED: dates the stamp to when the step began, so that a source edited meanwhile is newer than it.
finish() {
    mkdir -p "$(dirname "$1")"
    mv -f "$2" "$1"
}

# start: a file dated now, for finish.
start() {
    mkdir -p build
    mktemp build/started.XXXXXX
}

need_dotnet() {
    command -v dotnet >/dev/null \
        || fail "looking for .NET: found no 'dotnet' on the PATH, needed the SDK that global.json names. Install the .NET 10 SDK (https://dot.net/download)."
    dotnet --version >/dev/null 2>&1 \
        || fail "looking for .NET: found SDKs $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' '), needed the one that global.json names." \
            "Install the .NET 10 SDK (https://dot.net/download)."
}
