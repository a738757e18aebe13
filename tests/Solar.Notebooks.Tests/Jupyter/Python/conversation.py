"""What front ends ask of a kernel, over libzmq."""
import unittest

from client import another, kinds, published, reply, run, started, stopped, texts, value


class Conversation(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.manager, cls.client = started()

    @classmethod
    def tearDownClass(cls):
        stopped(cls.manager, cls.client)

    def test_outputs_come_between_busy_and_idle_in_their_order_with_their_parent(self):
        msg_id = self.client.execute('Console.Write("a"); display("b"); Console.Error.Write("c"); 7')
        reply(self.client, msg_id)
        messages = published(self.client, msg_id)
        self.assertEqual([m["msg_type"] for m in messages], ["status", "execute_input", "stream", "display_data", "stream", "execute_result", "status"])
        self.assertEqual([messages[0]["content"]["execution_state"], messages[-1]["content"]["execution_state"]], ["busy", "idle"])

    def test_a_question_is_answered(self):
        for code, answer, password in (('Console.ReadLine()', "Ada", False), ('Password("secret? ")', "s\u00e9cret \U0001F511", True)):
            msg_id = self.client.execute(code, allow_stdin=True)
            asked = self.client.get_stdin_msg(timeout=30)
            self.assertEqual(asked["content"]["password"], password)
            self.assertEqual(asked["parent_header"]["msg_id"], msg_id)
            self.client.input(answer)
            self.assertEqual(reply(self.client, msg_id)["content"]["status"], "ok")
            result = next(m for m in published(self.client, msg_id) if m["msg_type"] == "execute_result")
            self.assertEqual(result["content"]["data"]["text/plain"], answer)

    def test_a_question_that_nobody_may_be_asked_is_an_error(self):
        content, _ = run(self.client, "Console.ReadLine()", allow_stdin=False)
        self.assertEqual(content["status"], "error")
        self.assertIn("allow_stdin", content["evalue"])

    def test_a_waiting_question_can_be_interrupted(self):
        msg_id = self.client.execute('Input("never answered")', allow_stdin=True)
        self.client.get_stdin_msg(timeout=30)
        self.manager.interrupt_kernel()
        self.assertEqual(reply(self.client, msg_id)["content"]["status"], "error")
        published(self.client, msg_id)

    def test_a_display_is_updated_under_its_handle(self):
        _, messages = run(self.client, 'var bar = display("0 %"); bar.Update("50 %"); bar.Update("100 %");')
        self.assertEqual(kinds(messages)[1:], ["display_data", "update_display_data", "update_display_data"])
        shown = [m["content"] for m in messages if "display_data" in m["msg_type"]]
        self.assertEqual(len({content["transient"]["display_id"] for content in shown}), 1)
        self.assertEqual([content["data"]["text/plain"] for content in shown], ["0 %", "50 %", "100 %"])

    def test_outputs_are_cleared(self):
        _, messages = run(self.client, "ClearOutput(true); ClearOutput();")
        self.assertEqual([m["content"]["wait"] for m in messages if m["msg_type"] == "clear_output"], [True, False])

    def test_cells_queued_behind_a_failing_one_are_aborted_and_later_ones_run(self):
        ids = [self.client.execute(code) for code in ('var before = 1; throw new Exception("stop");', "before = 2;", "before = 3;")]
        self.assertEqual([reply(self.client, one)["content"]["status"] for one in ids], ["error", "aborted", "aborted"])
        self.assertEqual(value(self.client, "before"), "1")

    def test_cells_queued_behind_a_failing_one_run_when_it_says_so(self):
        ids = [self.client.execute('throw new Exception("go on");', stop_on_error=False), self.client.execute("1 + 1")]
        self.assertEqual([reply(self.client, one)["content"]["status"] for one in ids], ["error", "ok"])

    def test_a_silent_cell_runs_unseen_and_uncounted(self):
        before = run(self.client, "1")[0]["execution_count"]
        content, messages = run(self.client, 'var unseen = 5; Console.WriteLine("unseen"); unseen', silent=True)
        self.assertEqual((content["status"], kinds(messages)), ("ok", []))
        self.assertEqual(value(self.client, "unseen"), "5")
        self.assertEqual(run(self.client, "1")[0]["execution_count"], before + 2)

    def test_a_cell_that_is_not_stored_is_not_counted(self):
        before = run(self.client, "1")[0]["execution_count"]
        self.assertEqual(kinds(run(self.client, "2", store_history=False)[1]), ["execute_input", "execute_result"])
        self.assertEqual(run(self.client, "3")[0]["execution_count"], before + 1)

    def test_user_expressions_are_evaluated_for_the_asker_alone(self):
        content, messages = run(self.client, "var q = 20;", user_expressions={"double": "q * 2", "wrong": "q.nothing"})
        self.assertEqual(content["user_expressions"]["double"]["data"]["text/plain"], "40")
        self.assertEqual(content["user_expressions"]["wrong"]["status"], "error")
        self.assertEqual(kinds(messages), ["execute_input"])

    def test_cursor_positions_are_code_points(self):
        code = 'var s = "\U0001F600\U0001F600"; Math.Sqr'
        answer = reply(self.client, self.client.complete(code, len(code)))["content"]
        self.assertEqual((answer["matches"], answer["cursor_start"], answer["cursor_end"]), (["Sqrt"], len(code) - 3, len(code)))
        self.assertEqual([(m["text"], m["type"], m["start"]) for m in answer["metadata"]["_jupyter_types_experimental"]], [("Sqrt", "method", len(code) - 3)])
        inspected = reply(self.client, self.client.inspect(code[:-3] + "Sqrt(1)", len(code)))["content"]
        self.assertTrue(inspected["found"])
        self.assertIn("Sqrt", inspected["data"]["text/plain"])

    def test_the_language_comes_from_the_cells_metadata(self):
        def language(metadata):
            content = {"code": "# title", "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False}
            message = self.client.session.msg("execute_request", content, metadata=metadata)
            self.client.shell_channel.send(message)
            return reply(self.client, message["header"]["msg_id"])["content"]

        for metadata in ({"polyglot_notebook": {"kernelName": "nonesuch"}}, {"vscode": {"languageId": "nonesuch"}}, {"dotnet_interactive": {"language": "nonesuch"}}):
            self.assertIn("nonesuch", language(metadata)["evalue"])
        self.assertEqual(language({"vscode": {"languageId": "markdown"}})["status"], "ok")

    def test_an_unknown_comm_is_closed(self):
        message = self.client.session.msg("comm_open", {"comm_id": "c1", "target_name": "nothing", "data": {}})
        self.client.shell_channel.send(message)
        answers = published(self.client, message["header"]["msg_id"])
        self.assertEqual([m["content"]["comm_id"] for m in answers if m["msg_type"] == "comm_close"], ["c1"])
        self.assertEqual(reply(self.client, self.client.comm_info())["content"]["comms"], {})

    def test_a_request_that_is_not_understood_is_answered_with_an_error(self):
        for kind, content in (("connect_the_dots_request", {}), ("execute_request", {}), ("complete_request", {"code": 7}), ("history_request", {"hist_access_type": "x"})):
            message = self.client.session.msg(kind, content)
            self.client.shell_channel.send(message)
            answer = reply(self.client, message["header"]["msg_id"])
            self.assertEqual((answer["msg_type"], answer["content"]["status"]), (kind.replace("request", "reply"), "error"))

    def test_output_of_background_work_goes_to_the_cell_that_started_it(self):
        first = self.client.execute('var go = new TaskCompletionSource(); _ = Task.Run(async () => { await go.Task; Console.WriteLine("late"); }); 1')
        reply(self.client, first)
        published(self.client, first)
        reply(self.client, self.client.execute("go.SetResult();"))
        late = published(self.client, first, until=lambda m: m["msg_type"] == "stream")
        self.assertEqual(late[-1]["content"]["text"], "late\n")

    def test_a_thread_of_a_cell_that_throws_is_reported_and_survived(self):
        msg_id = self.client.execute('new Thread(() => throw new Exception("on a thread")).Start();')
        reply(self.client, msg_id)
        told = published(self.client, msg_id, until=lambda m: m["msg_type"] == "stream")
        self.assertIn("on a thread", told[-1]["content"]["text"])
        self.assertEqual(value(self.client, "1 + 1"), "2")

    def test_a_hundred_thousand_lines_arrive_whole(self):
        _, messages = run(self.client, 'for (var i = 0; i < 100_000; i++) Console.WriteLine("line " + i);')
        self.assertEqual(texts(messages).splitlines(), [f"line {i}" for i in range(100_000)])

    def test_two_clients_are_served_each_with_its_answers(self):
        other = another(self.manager)
        try:
            self.assertEqual(value(self.client, "var shared = 11; shared"), "11")
            self.assertEqual(value(other, "shared * 2"), "22")
        finally:
            other.stop_channels()

    def test_heartbeat_and_control_answer_while_a_cell_keeps_every_pool_thread_busy(self):
        msg_id = self.client.execute("Parallel.For(0, 200, _ => Thread.Sleep(100_000));")
        published(self.client, msg_id, until=lambda m: m["msg_type"] == "execute_input")
        self.assertTrue(self.client.is_alive())
        self.client.control_channel.send(self.client.session.msg("kernel_info_request", {}))
        self.assertEqual(self.client.get_control_msg(timeout=5)["content"]["status"], "ok")
        self.manager.interrupt_kernel()
        self.assertEqual(reply(self.client, msg_id)["content"]["status"], "error")
        published(self.client, msg_id)
        # Until its threads have ended the pool is slow to give new ones.
        self.assertEqual(value(self.client, "40 + 2"), "42")


if __name__ == "__main__":
    unittest.main(verbosity=2)
