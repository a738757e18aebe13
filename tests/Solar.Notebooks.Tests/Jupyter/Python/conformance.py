"""Debian's jupyter_kernel_test, told what C# looks like."""
import os
import unittest

import jupyter_kernel_test


class CSharpKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = os.environ["KERNEL_NAME"]
    language_name = "C#"
    file_extension = ".csx"
    code_hello_world = 'Console.WriteLine("hello, world");'
    code_stderr = 'Console.Error.WriteLine("trouble");'
    completion_samples = [
        {"text": "Console.WriteL", "matches": {"WriteLine"}},
        {"text": "Math.Sqr", "matches": {"Sqrt"}},
    ]
    complete_code_samples = ["1", "int x = 1;", "void F() { }", 'Console.WriteLine("a");\n1 + 1']
    incomplete_code_samples = ["if (true) {", "class A {", 'var s = """\nfoo']
    invalid_code_samples = ["int x = ); "]
    code_generate_error = 'throw new Exception("wanted");'
    code_execute_result = [{"code": "6*7", "result": "42"}, {"code": '"a"+"b"', "result": "ab"}]
    code_display_data = [{"code": 'display(HTML("<b>bold</b>"));', "mime": "text/html"}]
    code_history_pattern = "6?7*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.Sqrt"
    code_clear_output = "ClearOutput();"


if __name__ == "__main__":
    unittest.main(verbosity=2)
