"""Writes the prompts that the harness itself makes of rows/: TASK-SHOTS.txt.

python3 make_prompts.py CLONE     a clone of EleutherAI/lm-evaluation-harness that has the commit below

The harness's files are read from the commit and run as they are; what they import and do not need here is empty.
"""
import json
import random
import subprocess
import sys
import types
from pathlib import Path

COMMIT = "b281b0921b636bc36ad05c0b0b0763bd6dd43463"
HERE = Path(__file__).parent


def source(path):
    return subprocess.run(["git", "-C", sys.argv[1], "show", f"{COMMIT}:{path}"], capture_output=True, text=True, check=True).stdout


def load(name):
    module = types.ModuleType(name)
    sys.modules[name] = module
    parent, _, own = name.rpartition(".")
    module.__package__ = parent
    path = name.replace(".", "/") + ".py"
    exec(compile(source(path), path, "exec"), module.__dict__)
    setattr(sys.modules[parent], own, module)
    return module


class Empty(types.ModuleType):
    def __getattr__(self, name):
        return None


for name in ["sacrebleu", "datasets", "rouge_score", "sklearn", "sklearn.metrics", "sqlitedict", "tqdm", "transformers", "accelerate", "omegaconf"]:
    sys.modules[name] = Empty(name)
for name in ["lm_eval", "lm_eval.tasks", "lm_eval.utils"]:
    sys.modules[name] = Empty(name)
    sys.modules[name].__path__ = []
sys.modules["lm_eval"].utils = sys.modules["lm_eval.utils"]
sys.modules["lm_eval.utils"].positional_deprecated = lambda f: f
load("lm_eval.metrics")
load("lm_eval.base").Task.download = lambda self, *a, **k: None
arc, hellaswag, mmlu, truthfulqa, winogrande, gsm8k = (
    load("lm_eval.tasks." + name) for name in ["arc", "hellaswag", "hendrycks_test", "truthfulqa", "winogrande", "gsm8k"])


def rows(name):
    with open(HERE / "rows" / f"{name}.jsonl", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def task(kind, file, **splits):
    made = kind()
    made.dataset = {split: rows(f"{file}_{name}") for split, name in splits.items()}
    return made


def subjects():
    for subject in sorted({row["subject"] for row in rows("mmlu_test")}):
        made = mmlu.create_task(subject)()
        made.dataset = {split: [row for row in rows(f"mmlu_{split}") if row["subject"] == subject] for split in ["test", "dev"]}
        yield made


def requests(made, shots):
    docs = list(made.test_docs() if made.has_test_docs() else made.validation_docs())
    rnd = random.Random()
    rnd.seed(42)
    rnd.shuffle(docs)
    for doc in docs:
        asked = made.construct_requests(doc, made.fewshot_context(doc=doc, num_fewshot=shots, rnd=rnd, description=""))
        yield from asked if isinstance(asked, (list, tuple)) else [asked]


def write(name, tasks, shots):
    text = ""
    for made in tasks:
        for request in requests(made, shots):
            context, rest = request.args
            until = rest if isinstance(rest, str) else "(until " + " | ".join(rest["until"]) + ")"
            text += f"────\n{context}⏎{until}\n"
    (HERE / f"{name}-{shots}.txt").write_text(text, encoding="utf-8")


for shots in [0, 2]:
    write("arc", [task(arc.ARCChallenge, "arc_challenge", test="test", train="train", validation="test")], shots)
    write("mmlu", subjects(), shots)
    write("winogrande", [task(winogrande.Winogrande, "winogrande", validation="validation", train="train")], shots)
    write("gsm8k", [task(gsm8k.GradeSchoolMath8K, "gsm8k", test="test", train="train")], shots)
for shots in [0, 1]:
    write("hellaswag", [task(hellaswag.HellaSwag, "hellaswag", validation="validation", train="train")], shots)
write("truthfulqa", [task(truthfulqa.TruthfulQAMultipleChoice, "truthfulqa_mc", validation="validation")], 0)
