#!/bin/sh
# Builds libsolartorch.so into the folder given. What is missing is said in one line, which the build reports as its error.
set -u
build=$1
here=$(dirname "$0")

missing() {
    echo "libsolartorch.so was not built: $1"
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
    missing "cmake failed, see $log: $(grep -A3 "CMake Error" "$log" | head -4 | tr '\n' ' ')"
fi
if ! cmake --build "$build" --parallel "$(nproc)" >>"$log" 2>&1; then
    missing "it did not compile, see $log: $(grep "error:" "$log" | head -1)"
fi
touch "$build/libsolartorch.so"
