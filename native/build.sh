#!/usr/bin/env bash
# Builds libautoscale_torch.so into artifacts/native. Does nothing when it is up to date.
# AUTOSCALE_LIBTORCH=/path builds against that libtorch instead of the system's (an unpacked libtorch, or Python's torch folder).
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
output="$here/../artifacts/native"
library="$output/libautoscale_torch.so"
choice="$output/libtorch.txt"
libtorch="${AUTOSCALE_LIBTORCH:-}"
# An upgraded libtorch is another one: its time and size count, not only its path.
identity="$libtorch $(stat -Lc '%n %Y %s' "${libtorch:-/none}"/lib/libtorch.so /usr/lib/*/libtorch.so 2>/dev/null | head -n 1 || true)"

up_to_date() {
    [ -f "$library" ] && [ -f "$choice" ] && [ "$(cat "$choice")" = "$identity" ] || return 1
    for source in "$here"/*.cpp "$here"/*.h "$here/CMakeLists.txt" "$here/build.sh"; do
        [ "$library" -nt "$source" ] || return 1
    done
}

mkdir -p "$output"
exec 9>"$output/build.lock"
flock 9
if up_to_date; then
    exit 0
fi

if [ -n "$libtorch" ] && [ ! -d "$libtorch" ]; then
    echo "AUTOSCALE_LIBTORCH names no folder: $libtorch. Set it to an unpacked libtorch (it has include/ and lib/), or unset it." >&2
    exit 1
fi

if ! command -v cmake >/dev/null || ! command -v c++ >/dev/null; then
    echo "Building the native library needs cmake and a C++ compiler: apt-get install cmake g++ libtorch-dev" >&2
    exit 1
fi

# A cache made for another libtorch would keep its paths.
if [ ! -f "$choice" ] || [ "$(cat "$choice")" != "$identity" ]; then
    rm -rf "$output/cmake"
fi

cmake -S "$here" -B "$output/cmake" -DCMAKE_BUILD_TYPE=Release \
    ${libtorch:+"-DCMAKE_PREFIX_PATH=$libtorch"} >"$output/configure.log" 2>&1 || {
    cat "$output/configure.log" >&2
    echo "libtorch was not found or is incomplete: apt-get install libtorch-dev, or set AUTOSCALE_LIBTORCH=/path/to/libtorch." >&2
    exit 1
}
cmake --build "$output/cmake" >"$output/build.log" 2>&1 || {
    cat "$output/build.log" >&2
    exit 1
}

# Moved into place in one step, so that a program starting now never maps half a library.
cp "$output/cmake/libautoscale_torch.so" "$library.new"
mv "$library.new" "$library"
printf '%s' "$identity" >"$choice"
