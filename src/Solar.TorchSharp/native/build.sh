#!/bin/sh
# Builds libsolartorch.so into the folder given. What is missing is said in one line of the form MSBuild reports as an error.
set -u
build=$1
here=$(dirname "$0")

missing() {
    echo "native/build.sh : error ST0001: $1"
    exit 1
}

compiler=${CXX:-c++}
command -v "$compiler" >/dev/null || missing "no C++ compiler ($compiler) was found: apt-get install g++"
command -v cmake >/dev/null || missing "cmake was not found: apt-get install cmake"
command -v ninja >/dev/null || command -v make >/dev/null || missing "neither ninja nor make was found: apt-get install make"

mkdir -p "$build"
log=$build/build.log
if [ ! -f "$build/CMakeCache.txt" ] && command -v ninja >/dev/null; then generator="-G Ninja"; else generator=; fi
if ! cmake -S "$here" -B "$build" $generator -DCMAKE_BUILD_TYPE=Release >"$log" 2>&1; then
    grep -q "libtorch was not found" "$log" &&
        missing "libtorch was not found: apt-get install libtorch-dev, or set TORCH_DIR to the folder of a libtorch or PyTorch with include/ and lib/"
    cat "$log"
    missing "cmake failed, see $log"
fi
if ! cmake --build "$build" --parallel "$(nproc)" >>"$log" 2>&1; then
    grep -E "error|Error" "$log" | head -20
    missing "the native library did not compile, see $log"
fi
touch "$build/libsolartorch.so"
