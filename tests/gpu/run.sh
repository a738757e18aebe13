#!/usr/bin/env bash
# Builds the shim against this machine's PyTorch, runs the tests, then the benchmark, and prints a table. For a machine with an NVIDIA GPU, PyTorch with
# its headers, CMake and g++, but neither .NET nor a network. Run it in the folder that tests/gpu/publish.sh made.
#
#   tests/gpu/run.sh [--out FILE] [options of the benchmark: --shapes 1b,mistral-7b --steps 9 …]
#   tests/gpu/run.sh --cpu             the same without a GPU, on a tiny shape: whether the script works, and nothing about speed
#
#   tests/gpu/run.sh --shim libsolartorch.so …     with a shim that was built for this PyTorch before; then neither CMake nor g++ is needed
#
# TORCH_DIR names another libtorch than python3's (PYTHON, another python3); WORK, where the shim is built and logs are kept.
set -uo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
bin=$root/bin
work=${WORK:-$root/work}
python=${PYTHON:-python3}
out=$root/gpu-results.md
cpu=
shim=
benchmark=()
while (($#)); do
    case "$1" in
        --cpu) cpu=1 ;;
        --out) out=$2; shift ;;
        --shim) shim=$2; shift ;;
        *) benchmark+=("$1") ;;
    esac
    shift
done

fail() { printf 'run.sh: %s\n' "$*" >&2; exit 1; }
say() { printf 'run.sh: %s\n' "$*" >&2; }

# All that is missing, in one line.
missing=()
[[ -x $bin/Solar.Research.Benchmarks ]] || missing+=("the published programs in $bin (make the folder with tests/gpu/publish.sh where .NET is, and bring it here)")
[[ -n $cpu ]] || { command -v nvidia-smi >/dev/null && nvidia-smi -L >/dev/null 2>&1; } || missing+=("an NVIDIA GPU with its driver (nvidia-smi lists none; --cpu tries the script without)")
if [[ -n $shim ]]; then
    [[ -f $shim ]] || missing+=("the shim $shim")
else
    command -v "${CXX:-c++}" >/dev/null || missing+=("g++")
    command -v cmake >/dev/null || missing+=("cmake")
    command -v make >/dev/null || command -v ninja >/dev/null || missing+=("make or ninja")
fi
if [[ -n $shim ]]; then
    : # it carries the path of its libtorch
elif [[ -z ${TORCH_DIR:-} ]]; then
    if found=$("$python" -c 'import os, torch; print(os.path.dirname(torch.__file__))' 2>/dev/null); then
        if [[ -f $found/include/ATen/Tensor.h ]]; then
            export TORCH_DIR=$found
        elif [[ ! -f /usr/include/ATen/Tensor.h ]]; then
            missing+=("the headers of the PyTorch in $found (include/ATen/Tensor.h; TORCH_DIR may name another)")
        fi
    elif [[ ! -f /usr/include/ATen/Tensor.h ]]; then
        missing+=("PyTorch ($python cannot import torch; TORCH_DIR may name a libtorch)")
    fi
elif [[ ! -f $TORCH_DIR/include/ATen/Tensor.h ]]; then
    missing+=("include/ATen/Tensor.h in TORCH_DIR=$TORCH_DIR")
fi
if ((${#missing[@]})); then
    fail "missing: $(printf '%s; ' "${missing[@]}")"
fi

mkdir -p "$work"
if [[ -z $shim ]]; then
    say "building the shim against ${TORCH_DIR:-the libtorch of the system}"
    said=$(sh "$root/src/Solar.TorchSharp/native/build.sh" "$work/native") || fail "$said"
    grep -h -E "^-- (libtorch|GPU memory)" "$work/native/build.log" >&2
    shim=$work/native/libsolartorch.so
fi
cp "$shim" "$bin/libsolartorch.so" || fail "the shim $shim could not be put into $bin"

# A suite's closing line, such as "Total: 312, Errors: 0, Failed: 0, Skipped: 12, Not Run: 0, Time: 4.2s".
failed=0
results=()
suite() { # name, program, filters...
    local name=$1 log="$work/$1.log" line
    shift
    say "testing: $name"
    "$@" -noLogo -noColor >"$log" 2>&1 || failed=1
    line=$(grep -oE 'Total: [0-9]+.*' "$log" | tail -n 1)
    [[ -n $line ]] || failed=1
    results+=("| $name | ${line:-did not run: $(tail -n 1 "$log")} |")
    grep -E '\[FAIL\]' "$log" | head -n 20 >&2
}

tests=Solar.Research.Tests
suite shim "$bin/Solar.TorchSharp.Tests"
suite gpu "$bin/$tests" -namespace "$tests.Gpu*"
suite model "$bin/$tests" -namespace "$tests.Model*"
suite tuning "$bin/$tests" -namespace "$tests.Tuning*"
suite merging "$bin/$tests" -namespace "$tests.Merging*" -namespace "$tests.DepthUpscaling*" -namespace "$tests.Checkpoints*"
if [[ -z $cpu ]] && ! grep -qE 'Total: .*Skipped: 0' "$work/gpu.log"; then
    failed=1
    say "the tests of the GPU did not all run, so this libtorch does not see it; see $work/gpu.log"
fi

say "measuring"
[[ -z $cpu ]] || benchmark=(--device cpu --shapes tiny --rows 2 --tokens 64 --steps 3 --new-tokens 8 "${benchmark[@]}")
"$bin/Solar.Research.Benchmarks" gpu --python "$python" --out "$work/table.md" "${benchmark[@]}" >/dev/null || failed=1

{
    echo "# On ${cpu:+a CPU, to try the script: nothing here is about }a GPU"
    echo
    echo "$(uname -m), $(nproc) processors, $(free -g | awk '/^Mem/ {print $2}') GiB. $([[ -n $cpu ]] || nvidia-smi --query-gpu=name,memory.total,driver_version --format=csv,noheader | tr '\n' ';')"
    echo "Command: tests/gpu/run.sh ${cpu:+--cpu }${benchmark[*]}"
    echo
    echo "| tests | |"
    echo "| --- | --- |"
    printf '%s\n' "${results[@]}"
    echo
    cat "$work/table.md" 2>/dev/null
} >"$out.partial" && mv "$out.partial" "$out"
cat "$out"
say "written to $out"
exit $failed
