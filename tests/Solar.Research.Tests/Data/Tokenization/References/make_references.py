#!/usr/bin/env python3
"""What Debian's sentencepiece makes of nasty texts, frozen for the tests. Reads only the files beside it.

    apt-get install python3-sentencepiece sentencepiece
    /usr/bin/python3 make_references.py

own512.model is the program's own: BpeTrainer on genesis.txt (King James Bible, Genesis 1-3, public domain), 512 pieces; a test says so.
"""
import json
import os
import random
import subprocess

import sentencepiece

os.chdir(os.path.dirname(os.path.abspath(__file__)))
TEXTS = [
    "", " ", "  ", "     ", "a", " a", "a ", " a b ", "a  b   c", "\t", "\n", "\r\n", "\n\n a", "\ttab\tbed", "\u2581", "a\u2581b", "\u2581\u2581x", " \u2581 ",
    "In the beginning God created the heaven and the earth.", "AAA", "AdAm", "1234567890", "day 1, day 22 and 3.14", "aaaaaaaaaaaaaaaaaaaaaaaa", "eeeeeee", "ththththth",
    "\u0000", "a\u0000b", "\u0001\u0002\u001f\u007f", "\u00e9", "e\u0301", "\ufb01sh", "\uff21\uff22", "\u200b", "\u200d", "\ufeff", "\ufffd", "\ufffe", "\u00a0x\u3000y",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467", "\U0001f917\U0001f917", "\U0010ffff", "日本語のテキスト", "中文 and English", "한국어", "مرحبا", "नमस्ते", "Ελληνικά", "русский",
    "<s>", "</s>", "<unk>", "a<s>b</s>", "<0x41>", "<sep>", "a<sep>b", "<sep><sep> <sep>", "<ctl>", "unto<sep>the", "x" * 300, "the " * 60, "\U0001f600" * 20,
    "and\nGod\n  said", "the   serpent\u00a0was", "Q\u0304 \u01c4 \u2126", "'\"`", "~!@#$%^&*()_+{}|:<>?", "tree tree tree", "of the  of  the", "\u2028\u2029\u0085", "ß ﬁ Ⅷ ½",
]
BYTES = ["ff", "61e282", "e28261", "eda080", "c0af", "f09f98", "80", "6180ff62", "f4908080", "20ff20", "e0808061"]


def fields(message):
    at = 0
    while at < len(message):
        start = at
        tag, at = varint(message, at)
        if tag & 7 == 0:
            value, at = varint(message, at)
        elif tag & 7 == 5:
            value, at = message[at:at + 4], at + 4
        else:
            length, at = varint(message, at)
            value, at = message[at:at + length], at + length
        yield tag >> 3, value, message[start:at]


def varint(message, at):
    value = shift = 0
    while True:
        value |= (message[at] & 0x7F) << shift
        shift += 7
        at += 1
        if message[at - 1] < 0x80:
            return value, at


def with_unused(source, target):
    """The same vocabulary with every third merge marked as one that may only be passed through."""
    out = bytearray()
    piece = 0
    for number, value, raw in fields(open(source, "rb").read()):
        if number == 1:
            parts = {key: part for key, part, _ in fields(value)}
            if 3 not in parts and len(parts[1].decode()) > 1 and piece % 3 == 0:
                value += bytes([0x18, 5])
                raw = bytes([0x0A, len(value)]) + value
            piece += 1
        out += raw
    open(target, "wb").write(out)


def train_with_rules():
    with open("rules.tsv", "w") as rules:
        for source, target in [("41", "61"), ("44", "64"), ("FB01", "66 69"), ("FF21", "41"), ("9", "20"), ("3000", "20"), ("200B", ""), ("65 301", "E9"), ("BD", "31 20 32")]:
            rules.write(f"{source}\t{target}\n")
    subprocess.run(["spm_train", "--input=genesis.txt", "--model_prefix=rules", "--model_type=bpe", "--vocab_size=200", "--character_coverage=1.0",
                    "--normalization_rule_tsv=rules.tsv", "--user_defined_symbols=<sep>,中文", "--control_symbols=<ctl>", "--minloglevel=2"], check=True)
    os.remove("rules.tsv")
    os.remove("rules.vocab")


def freeze(name):
    processor = sentencepiece.SentencePieceProcessor(model_file=f"{name}.model")
    rng = random.Random(7)
    words = open("genesis.txt").read().split()
    alphabet = list("abcdehinorst ETA  \t\n,.09") + ["é", "\u2581", "中", "文", "<sep>", "\U0001f600", "the", " God", "\u0000", "\ufb01"]
    texts = TEXTS + ["".join(rng.choice(alphabet) for _ in range(rng.randrange(1, 40))) for _ in range(120)]
    texts += [" ".join(rng.choice(words) for _ in range(rng.randrange(1, 12))) for _ in range(40)]
    with open(f"{name}.jsonl", "w") as out:
        out.write(json.dumps({"producer": f"sentencepiece {sentencepiece.__version__}", "command": "make_references.py", "seed": 7}) + "\n")
        for text in texts:
            ids = processor.encode(text)
            out.write(json.dumps({"text": text, "ids": ids, "decoded": processor.decode(ids)}) + "\n")
        for text in BYTES:
            out.write(json.dumps({"bytes": text, "ids": processor.encode(bytes.fromhex(text))}) + "\n")
        for _ in range(120):
            size = processor.get_piece_size()
            ids = [rng.randrange(3, 259) if rng.random() < 0.4 and size > 259 else rng.randrange(size) for _ in range(rng.randrange(1, 12))]
            out.write(json.dumps({"ids": ids, "decoded": processor.decode(ids)}) + "\n")


train_with_rules()
with_unused("own512.model", "unused.model")
for model in ["own512", "rules", "unused"]:
    freeze(model)
