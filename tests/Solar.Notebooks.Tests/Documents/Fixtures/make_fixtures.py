"""Writes the notebooks of this folder that real Jupyter tools write.

Debian 12: python3-nbformat 5.5.0, jupyter-nbconvert 6.5.3, python3-ipykernel 6.17.0.
Run: /usr/bin/python3 make_fixtures.py
vscode-*.ipynb and dotnet-interactive.ipynb are written by hand, after those programs' files.
"""
import json
import os

import nbformat
from nbconvert.preprocessors import ExecutePreprocessor
from nbformat import v4

here = os.path.dirname(os.path.abspath(__file__))

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def save(notebook, name):
    nbformat.write(notebook, os.path.join(here, name))


def every_kind(minor):
    cells = [
        v4.new_markdown_cell(
            "# Größe 📈\n\n![dot](attachment:dot.png)\n",
            attachments={"dot.png": {"image/png": PNG}},
            metadata={"slideshow": {"slide_type": "slide"}, "tags": ["parameters"]},
        ),
        v4.new_raw_cell("\\begin{equation}\nx\n\\end{equation}", metadata={"format": "text/latex"}),
        v4.new_code_cell(
            "var ü = \"tab\\t\";\nü\u2028",
            execution_count=3,
            metadata={"scrolled": True, "unknown": {"deep": [1, 2.50, 1e-7, None, {}, []]}},
            outputs=[
                v4.new_output("stream", name="stdout", text="one\ntwo\n\x1b[31mred\x1b[0m"),
                v4.new_output("stream", name="stderr", text="oops\r50%\r100%\n"),
                v4.new_output(
                    "display_data",
                    data={
                        "image/png": PNG,
                        "image/svg+xml": "<svg>\n</svg>",
                        "application/javascript": "a();\nb();",
                        "application/vnd.plotly.v1+json": {"data": [{"y": [1.0, float("nan"), float("-inf"), 1e300]}], "layout": {}},
                        "text/html": "<b>a</b>\n<i>c</i>",
                        "text/plain": "Figure",
                    },
                    metadata={"image/png": {"width": 1, "height": 1}},
                ),
                v4.new_output("execute_result", execution_count=3, data={"application/json": ["a", "b"], "text/plain": "'tab\\t'"}),
                v4.new_output("error", ename="CS0103", evalue="no such name", traceback=["\x1b[0;31mCS0103\x1b[0m", "line 2"]),
            ],
        ),
        v4.new_code_cell(""),
    ]
    if minor < 5:
        for cell in cells:
            del cell["id"]
    else:
        for i, cell in enumerate(cells):
            cell["id"] = f"cell-{i}"
    return v4.new_notebook(
        cells=cells,
        nbformat_minor=minor,
        metadata={
            "kernelspec": {"display_name": "C# (Solar)", "language": "C#", "name": "solar-csharp"},
            "language_info": {"name": "C#"},
            "authors": [{"name": "Ä. Nonym"}],
        },
    )


save(every_kind(5), "jupyter-4.5.ipynb")
save(every_kind(2), "jupyter-4.2.ipynb")
with open(os.path.join(here, "one-line-ascii.ipynb"), "w") as out:
    out.write(json.dumps(json.load(open(os.path.join(here, "jupyter-4.5.ipynb")))))

executed = v4.new_notebook(
    cells=[
        v4.new_code_cell("import sys\nprint('ä')\nprint('b', file=sys.stderr)\n1 + 1"),
        v4.new_code_cell("{'a': 1}[2]"),
    ]
)
for i, cell in enumerate(executed.cells):
    cell["id"] = f"run-{i}"
ExecutePreprocessor(allow_errors=True, kernel_name="python3").preprocess(executed, {})
save(executed, "nbconvert-executed.ipynb")
