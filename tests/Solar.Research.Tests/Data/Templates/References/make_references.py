"""Freezes what Jinja itself, set up as transformers does, makes of the templates of jinja.json: python3 make_references.py > jinja2.json"""
import json

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment


def refuse(message):
    raise jinja2.exceptions.TemplateError(message)


def to_json(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"])
environment.filters["tojson"] = to_json
environment.globals["raise_exception"] = refuse


def render(template, **variables):
    try:
        return {"text": environment.from_string(template).render(**variables)}
    except Exception as problem:  # frozen as a refusal, whatever it is
        return {"error": str(problem)}


with open("jinja.json", encoding="utf-8") as file:
    given = json.load(file)
rendered = []
for case in given["rendered"]:
    messages = given["conversations"][case["conversation"]]
    if case["answer"] is not None:
        messages = messages + [{"role": "assistant", "content": case["answer"]}]
    result = render(given["templates"][case["template"]], messages=messages, add_generation_prompt=case["answer"] is None, bos_token="<s>", eos_token="</s>")
    rendered.append({"template": case["template"], "conversation": case["conversation"], "answer": case["answer"], **result})
expressions = [{"expression": case["expression"], **render("{{ " + case["expression"] + " }}")} for case in given["expressions"]]
blocks = [{"template": case["template"], **render(case["template"])} for case in given["blocks"] if "generation" not in case["template"]]
head = {"producer": "jinja2", "version": jinja2.__version__, "command": "python3 make_references.py > jinja2.json"}
print(json.dumps({**head, "rendered": rendered, "expressions": expressions, "blocks": blocks}, ensure_ascii=False, indent=1))
