#!/usr/bin/env bash
# Makes the folder that tests/gpu/run.sh runs from on a machine without .NET and without a network: the programs with their runtime, the sources of the
# native shim, and the files that tests read. Needs the .NET SDK; builds against this machine's libtorch, and run.sh builds the shim anew for the other's.
#
#   tests/gpu/publish.sh [FOLDER]      default: .build/gpu; FOLDER.tar.gz beside it is what to carry over
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
out=${1:-$root/.build/gpu}
projects=(tests/Solar.TorchSharp.Tests tests/Solar.Research.Tests tests/Solar.Research.Benchmarks src/Solar.Research.Cli)

command -v dotnet >/dev/null || { echo "publish.sh: the .NET 10 SDK is missing: install it and put 'dotnet' on the PATH" >&2; exit 1; }
mkdir -p "$root/.build"
rm -rf "$out"
mkdir -p "$out"
for project in "${projects[@]}"; do
    echo "publish.sh: publishing $project" >&2
    dotnet publish "$root/$project" -c Release -r linux-x64 --self-contained --nologo -v quiet \
        --artifacts-path "$root/.build/gpu-artifacts" -o "$out/bin" >"$root/.build/gpu-publish.log" 2>&1 \
        || { grep -E 'error' "$root/.build/gpu-publish.log" | sort -u | head >&2; echo "publish.sh: it failed; its whole output is in .build/gpu-publish.log" >&2; exit 1; }
done
rm -f "$out"/bin/*.pdb "$out"/bin/*.xml "$out/bin/libsolartorch.so"

# The tests find the checkout by its solution, and in it what they compare with.
(cd "$root" && git ls-files -z --cached --others --exclude-standard -- Solar.Research.sln README.md environment.md data src tests) | tar -C "$root" --null -T - -cf - | tar -C "$out" -xf -
tar -C "$(dirname "$out")" -czf "$out.tar.gz" "$(basename "$out")"
echo "publish.sh: $out ($(du -sh "$out" | cut -f1)), $out.tar.gz ($(du -sh "$out.tar.gz" | cut -f1)). On the machine with the GPU: tests/gpu/run.sh in the folder." >&2
