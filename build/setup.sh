# shellcheck shell=bash
# What ./autoscale and ./test.sh share: is the build current, what is missing on this machine, build it once.
# Sourced, never run. Leaves the caller in the repository's folder.

case "${AUTOSCALE_LIBTORCH-}" in
    '' | /*) ;;
    *) export AUTOSCALE_LIBTORCH=$PWD/$AUTOSCALE_LIBTORCH ;; # Relative to where the user is.
esac
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit
artifacts=$root/artifacts
cli=$root/src/AutoScale.Cli/bin/Release/net10.0/AutoScale.Cli
fingerprint_file=$artifacts/build/fingerprint

say() { printf 'autoscale: %s\n' "$*" >&2; }

stop() {
    say "$@"
    exit 1
}

# The libtorch to build with, as one file: another libtorch is another path, an upgraded one another time stamp.
libtorch_file() {
    if [ -n "${AUTOSCALE_LIBTORCH-}" ]; then
        printf '%s' "$AUTOSCALE_LIBTORCH/lib/libtorch.so"
    else
        local found=(/usr/lib/*/libtorch.so)
        printf '%s' "${found[0]}"
    fi
}

# Path, time and size of every input of the build: one `find`, a few milliseconds.
fingerprint() {
    find -L native src build Directory.Build.props Directory.Packages.props global.json "$(libtorch_file)" \
        \( -name bin -o -name obj -o -path native/build \) -prune -o -type f -printf '%p %T@ %s\n' 2>&1 | LC_ALL=C sort | cksum
}

is_built() { [ -x "$cli" ] && [ -r "$fingerprint_file" ] && [ "$(<"$fingerprint_file")" = "$(fingerprint)" ]; }

require_dotnet() {
    if ! command -v dotnet >/dev/null || ! dotnet --list-sdks | grep '^10\.' >/dev/null; then
        stop "the .NET SDK 10 is missing. Install it with
    curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0 && export PATH=\"\$HOME/.dotnet:\$PATH\"
or with your system's packages (Ubuntu: apt-get install dotnet-sdk-10.0), then run this again."
    fi
}

# Prints the Debian packages this machine lacks, one a line.
missing_packages() {
    local tool
    for tool in cmake make g++ npm; do
        command -v "$tool" >/dev/null || echo "$tool"
    done
    if [ -n "${AUTOSCALE_LIBTORCH-}" ]; then
        return # It brings its own linear algebra.
    fi
    [ -e "$(libtorch_file)" ] || echo libtorch-dev
    compgen -G '/usr/lib/*/openblas-*/libblas.so.3' >/dev/null || echo libopenblas0-pthread
}

install_missing() {
    local missing=()
    mapfile -t missing < <(missing_packages)
    if [ ${#missing[@]} -eq 0 ]; then
        return
    fi
    if ! command -v apt-get >/dev/null; then
        stop "missing on this machine: ${missing[*]} (Debian's names). Install them with your system's packages, or take
libtorch from https://pytorch.org and set AUTOSCALE_LIBTORCH=/path/to/libtorch, then run this again."
    elif [ "$(id -u)" -ne 0 ]; then
        stop "missing on this machine: ${missing[*]}. Install them, then run this again:
    sudo apt-get install -y --no-install-recommends ${missing[*]}"
    fi
    install_packages "${missing[@]}"
}

# install_packages NAME...: as root, with apt.
install_packages() {
    local get=(apt-get -o DPkg::Lock::Timeout=300)
    say "installing $*; on a bare machine some 330 MB, a few minutes ..."
    logged "$artifacts/build/apt.log" "${get[@]}" update
    DEBIAN_FRONTEND=noninteractive logged "$artifacts/build/apt.log" "${get[@]}" install -y --no-install-recommends "$@"
}

# Debian's alternatives prefer OpenBLAS once it is there, unless somebody chose otherwise by hand.
warn_of_slow_blas() {
    local blas
    for blas in /usr/lib/*/libblas.so.3; do
        case "$(readlink -f "$blas")" in
            */blas/libblas.so.3*) say "warning: the slow reference BLAS is selected; training will crawl. Select OpenBLAS with
    sudo update-alternatives --auto libblas.so.3-$(basename "$(dirname "$blas")")" ;;
        esac
    done
}

# logged FILE COMMAND...: runs the command quietly; when it fails, shows what it said and stops.
logged() {
    local log=$1
    shift
    if ! "$@" >"$log" 2>&1 </dev/null; then
        { grep -E '(error[ :]|CMake Error|^E: )' "$log" || tail -n 20 "$log"; } | sort -u | head -n 20 >&2
        stop "'$*' failed; all it said is in $log"
    fi
}

# build TARGET: installs what is missing and builds the native part and TARGET (a project or the solution).
build() {
    trap 'exit 130' INT # A compiler that ends tidily on Ctrl-C must not let the script go on.
    mkdir -p "$artifacts/build"
    [ "$(uname)" = Linux ] || stop "this runs on Linux only (on Windows: inside WSL)."
    require_dotnet
    if [ -n "${AUTOSCALE_LIBTORCH-}" ] && [ ! -e "$(libtorch_file)" ]; then
        stop "AUTOSCALE_LIBTORCH is '$AUTOSCALE_LIBTORCH', but there is no $(libtorch_file). It must name the folder that holds lib/ and include/."
    fi
    exec 9>"$artifacts/build/lock"
    flock -n 9 || { say "waiting for another build to end ..." && flock 9; }
    if [ "$1" = src/AutoScale.Cli ] && is_built; then # Another process built it while this one waited.
        return
    fi
    install_missing
    [ -n "${AUTOSCALE_LIBTORCH-}" ] || warn_of_slow_blas
    if [ -e "$cli" ]; then say "building ..."; else say "building; this takes a minute or two the first time ..."; fi
    local inputs
    inputs=$(fingerprint)
    rm -f "$fingerprint_file"
    logged "$artifacts/build/native.log" native/build.sh
    # Build servers would save some seconds, but stay behind for minutes with half a gigabyte.
    logged "$artifacts/build/dotnet.log" dotnet build "$1" -c Release -v quiet -nologo --disable-build-servers
    printf '%s' "$inputs" >"$fingerprint_file"
    exec 9>&-
}

# An SDK outside the system's folders is found through this variable only.
point_to_dotnet() {
    if [ -z "${DOTNET_ROOT-}" ] && [ ! -d /usr/share/dotnet ] && [ ! -d /usr/lib/dotnet ]; then
        DOTNET_ROOT=$(dirname "$(readlink -f "$(command -v dotnet)")")
        export DOTNET_ROOT
    fi
}
