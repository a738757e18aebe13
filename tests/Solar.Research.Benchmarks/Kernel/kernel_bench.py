"""How long a notebook waits for its kernel, and what the kernel weighs: ours beside Debian's ipykernel, in turn, in one run.

Times are taken in the client, jupyter_client's own cost included, which is the same for both.
"""
import argparse
import json
import os
import queue
import statistics
import sys
import tempfile
import time

from jupyter_client.manager import KernelManager

OURS, PEER = "bench-csharp", "python3"
IDLE = 2.0
WARM_CELLS = 50
MANY_CELLS = 400
CODE = {
    OURS: ("var x = 1;\nx + 1", "x = x + {i};\nx"),
    PEER: ("x = 1\nx + 1", "x = x + {i}\nx"),
}

# What is measured, the most that is allowed, and how it is said.
MEASURES = (
    ("cold", "cold start to the kernel_info reply", "ms"),
    ("first", f"first cell after {IDLE:.0f} s idle", "ms"),
    ("warm", "warm trivial cell", "ms"),
    ("memory", f"memory after {WARM_CELLS} cells", "MB"),
    ("memory_many", f"memory after {MANY_CELLS} cells", "MB"),
)


def resident(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))


def run(client, code):
    """Milliseconds from sending a cell to its idle and its reply."""
    begun = time.perf_counter()
    msg_id = client.execute(code)
    while True:
        message = client.get_iopub_msg(timeout=60)
        if message["parent_header"].get("msg_id") == msg_id and message["content"].get("execution_state") == "idle":
            break
    while True:
        message = client.get_shell_msg(timeout=60)
        if message["parent_header"].get("msg_id") == msg_id:
            break
    assert message["content"]["status"] == "ok", message["content"]
    return (time.perf_counter() - begun) * 1000


def measure(name):
    first, trivial = CODE[name]
    manager = KernelManager(kernel_name=name)
    begun = time.perf_counter()
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.kernel_info()
    while True:
        try:
            client.get_shell_msg(timeout=0.5)
            break
        except queue.Empty:
            client.kernel_info()
    measured = {"cold": (time.perf_counter() - begun) * 1000}
    client.wait_for_ready(timeout=60)
    pid = manager.provisioner.process.pid
    time.sleep(IDLE)
    measured["first"] = run(client, first)
    measured["warm"] = statistics.median([run(client, trivial.format(i=i)) for i in range(WARM_CELLS - 1)])
    measured["memory"] = resident(pid)
    for i in range(MANY_CELLS - WARM_CELLS):
        run(client, trivial.format(i=i))
    measured["memory_many"] = resident(pid)
    client.stop_channels()
    manager.shutdown_kernel()
    return measured


def main():
    parser = argparse.ArgumentParser(prog="solar bench kernel", description=__doc__)
    parser.add_argument("--program", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--rounds", type=int, default=7, help="how often each side is measured (7)")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        kernel = os.path.join(folder, "kernels", OURS)
        os.makedirs(kernel)
        with open(os.path.join(kernel, "kernel.json"), "w") as spec:
            json.dump({"argv": [options.program, "kernel", "run", "{connection_file}"], "display_name": "C#", "language": "C#", "interrupt_mode": "message"}, spec)
        os.environ["JUPYTER_PATH"] = folder
        os.environ["JUPYTER_RUNTIME_DIR"] = os.path.join(folder, "runtime")
        os.environ["XDG_DATA_HOME"] = folder
        results = {OURS: [], PEER: []}
        for turn in range(options.rounds):
            # Who goes first changes from round to round.
            for name in (OURS, PEER) if turn % 2 == 0 else (PEER, OURS):
                results[name].append(measure(name))

    median = {name: {key: statistics.median(one[key] for one in rounds) for key, _, _ in MEASURES} for name, rounds in results.items()}
    limits = {"cold": median[PEER]["cold"] / 2, "first": 60, "warm": 12, "memory": 300, "memory_many": 400}
    print(f"medians of {options.rounds} rounds, {os.cpu_count()} CPUs, load {os.getloadavg()[0]:.1f}")
    print(f"{'':42}{'C#':>9}{'range':>16}{'ipykernel':>11}{'at most':>9}")
    missed = []
    for key, what, unit in MEASURES:
        mine = [one[key] for one in results[OURS]]
        print(f"{what + ', ' + unit:42}{median[OURS][key]:9.1f}{f'{min(mine):.1f}-{max(mine):.1f}':>16}{median[PEER][key]:11.1f}{limits[key]:9.0f}")
        if median[OURS][key] > limits[key]:
            missed.append(what)
    print(f"missed: {', '.join(missed)}" if missed else "every target is met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
