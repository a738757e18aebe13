"""Interrupts, restarts and deaths, as a front end sees them."""
import os
import queue
import signal
import subprocess
import sys
import time
import unittest

from jupyter_client.restarter import KernelRestarter

from client import busy, connected, published, reply, run, started, stopped, texts, value

# A second is what is promised; a machine that runs other tests beside this one is given more.
WITHIN = 1.0 if os.environ.get("SOLAR_LONG_TESTS") == "1" else 3.0

STUCK = {
    "spins": "while (true) { }",
    "sleeps": "Thread.Sleep(Timeout.Infinite);",
    "waits on a lock": "var held = new object(); var taken = new ManualResetEventSlim(); "
    "new Thread(() => { lock (held) { taken.Set(); Thread.Sleep(Timeout.Infinite); } }) { IsBackground = true }.Start(); taken.Wait(); lock (held) { }",
    "awaits for ever": "await new TaskCompletionSource().Task;",
    "swallows exceptions": "while (true) { try { Thread.Sleep(10); } catch (Exception) { } }",
}


class Interrupts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.manager, cls.client = started()
        run(cls.client, "var kept = 41; class Kept { public int Value = 1; } var thing = new Kept();")

    @classmethod
    def tearDownClass(cls):
        stopped(cls.manager, cls.client)

    def interrupt(self, code, how):
        msg_id = self.client.execute(code)
        published(self.client, msg_id, until=busy)
        # Sometimes at once, when the cell may not have begun; sometimes in the middle of it.
        time.sleep(0 if how % 4 == 0 else 0.02)
        begun = time.monotonic()
        if how % 5 == 4:
            os.kill(self.manager.provisioner.process.pid, signal.SIGINT)
        else:
            self.manager.interrupt_kernel()
        content = reply(self.client, msg_id)["content"]
        took = time.monotonic() - begun
        published(self.client, msg_id)
        self.assertEqual(content["status"], "error")
        return took

    def test_every_kind_of_stuck_cell_ends_within_a_second_twenty_times_in_a_row(self):
        for name, code in STUCK.items():
            took = [self.interrupt(code, how) for how in range(20)]
            print(f"{name}: median {sorted(took)[10]:.2f} s, longest {max(took):.2f} s", flush=True)
            self.assertLess(max(took), WITHIN, name)
            self.assertEqual(value(self.client, "kept + thing.Value"), "42")


class Lifecycle(unittest.TestCase):
    def setUp(self):
        self.manager, self.client = started()

    def tearDown(self):
        stopped(self.manager, self.client)

    def again(self, **environment):
        """Another kernel, with variables of its own."""
        stopped(self.manager, self.client)
        self.manager, self.client = started(env={**os.environ, **environment})

    def dies(self, code, within=20):
        """Runs a cell that ends the process; returns what was shown before."""
        msg_id = self.client.execute(code)
        process = self.manager.provisioner.process
        until = time.monotonic() + within
        while process.poll() is None:
            self.assertLess(time.monotonic(), until, "the process did not end")
            time.sleep(0.02)
        shown = []
        while True:
            try:
                message = self.client.get_iopub_msg(timeout=0.5)
            except queue.Empty:
                return shown
            if message["parent_header"].get("msg_id") == msg_id:
                shown.append(message)

    def restarted(self):
        """What the notebook server does when a kernel has died: the same ports, a new process."""
        self.assertFalse(self.manager.is_alive())
        restarter = KernelRestarter(kernel_manager=self.manager)
        died = []
        restarter.add_callback(lambda: died.append("restart"), "restart")
        restarter.poll()
        self.assertEqual(died, ["restart"])
        self.client.stop_channels()
        self.client = connected(self.manager)
        self.assertEqual(value(self.client, "1 + 1"), "2")

    def test_exit_ends_the_process_with_its_output_and_a_word_and_restart_works(self):
        shown = self.dies('Console.WriteLine("last output"); Environment.Exit(3);')
        self.assertEqual(self.manager.provisioner.process.returncode, 3)
        self.assertIn("last output", texts(shown))
        self.assertIn("ended the kernel's process (exit code 3)", texts(shown, "stderr"))
        self.restarted()

    def test_a_stack_overflow_ends_the_process_and_restart_works(self):
        self.dies("int Deep(int n) => Deep(n + 1) + Deep(n + 2); Deep(0)", within=60)
        self.restarted()

    def test_a_stack_overflow_whose_trace_is_megabytes_ends_the_process_too(self):
        # Which function follows which never repeats, so the runtime prints every frame.
        self.dies(
            """int A(uint n) => Next(n) + 1; int B(uint n) => Next(n) + 2; int C(uint n) => Next(n) + 3;
            int Next(uint n) { n = n * 1664525 + 1013904223; return ((n >> 24) % 3) switch { 0 => A(n), 1 => B(n), _ => C(n) }; }
            A(1)""",
            within=60,
        )
        self.restarted()

    def test_memory_without_end_is_an_error_and_the_next_cell_runs(self):
        self.again(DOTNET_GCHeapHardLimit="0x18000000")  # 384 MiB, so that the test does not take the machine's
        run(self.client, "var before = 1;")
        content, _ = run(self.client, "var all = new List<byte[]>(); while (true) all.Add(new byte[1 << 24]);")
        self.assertEqual((content["status"], content["ename"]), ("error", "OutOfMemoryException"))
        self.assertEqual(value(self.client, "before"), "1")

    def test_memory_that_even_the_runtime_cannot_get_ends_the_process_and_restart_works(self):
        self.again(DOTNET_GCHeapHardLimit="0x18000000")
        self.dies("var all = new List<object>(); while (true) { try { while (true) all.Add(new byte[64]); } catch (OutOfMemoryException) { Environment.FailFast(null); } }", within=60)
        self.restarted()

    def test_a_killed_kernel_is_restarted(self):
        os.kill(self.manager.provisioner.process.pid, signal.SIGKILL)
        self.manager.provisioner.process.wait(10)
        self.restarted()

    def test_a_restart_begins_anew_on_the_same_ports(self):
        value(self.client, "var gone = 1; gone")
        self.manager.restart_kernel(now=False)
        self.client.stop_channels()
        self.client = connected(self.manager)
        self.assertEqual(run(self.client, "gone")[0]["status"], "error")

    def test_a_shutdown_is_answered_and_ends_the_process_even_while_a_cell_runs(self):
        published(self.client, self.client.execute("new Thread(() => Thread.Sleep(Timeout.Infinite)).Start(); while (true) { }"), until=busy)
        process = self.manager.provisioner.process
        self.client.shutdown()
        self.assertEqual(self.client.get_control_msg(timeout=20)["content"]["status"], "ok")
        self.assertEqual(process.wait(20), 0)

    def test_a_termination_signal_is_a_clean_end(self):
        process = self.manager.provisioner.process
        process.send_signal(signal.SIGTERM)
        self.assertEqual(process.wait(20), 0)


class FirstCells(unittest.TestCase):
    def test_cells_sent_while_the_kernel_warms_up_see_one_framework(self):
        for _ in range(5):
            manager, client = started()
            try:
                run(client, "var numbers = Enumerable.Range(1, 4);")
                self.assertEqual(value(client, "numbers.Sum()"), "10")
            finally:
                stopped(manager, client)


class Orphan(unittest.TestCase):
    def test_a_kernel_whose_parent_died_ends(self):
        script = (
            "import os, sys; from client import *; m, c = started(); print(m.provisioner.process.pid, flush=True); os._exit(0)"
        )
        parent = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, check=True, cwd=os.path.dirname(os.path.abspath(__file__)))
        kernel = int(parent.stdout)
        until = time.monotonic() + 30
        while alive(kernel):
            self.assertLess(time.monotonic(), until, "the orphan lives on")
            time.sleep(0.05)


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


if __name__ == "__main__":
    unittest.main(verbosity=2)
