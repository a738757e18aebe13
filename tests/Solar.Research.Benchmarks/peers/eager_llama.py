"""Trains a Llama in plain eager PyTorch: what the C# trainer's speed is compared with.

    python3 eager_llama.py MODEL_FOLDER BATCHES RECIPE

MODEL_FOLDER holds config.json and model.safetensors; BATCHES holds, step after step, int64 ids [B, T], targets [B, T] and
first visible keys [B, T]; RECIPE is the JSON of B, T and the optimizer's numbers. Written as its authors' tutorials and Hugging Face's models are: nn.Linear for every projection, one
operation a line, torch.optim.AdamW. Prints one line of JSON: the threads, the seconds and processor seconds of each step, and its loss.
"""

import json
import math
import struct
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn


class RMSNorm(nn.Module):
    def __init__(self, width, eps):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.eps = eps

    def forward(self, x):
        return self.weight * (x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.eps))


def rotate_half(x):
    half = x.shape[-1] // 2
    return torch.cat((-x[..., half:], x[..., :half]), dim=-1)


def apply_rotary(x, cos, sin):
    return x * cos + rotate_half(x) * sin


def repeat_kv(x, times):
    batch, heads, tokens, width = x.shape
    if times == 1:
        return x
    return x[:, :, None].expand(batch, heads, times, tokens, width).reshape(batch, heads * times, tokens, width)


class Attention(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.heads, self.key_heads = c["num_attention_heads"], c["num_key_value_heads"]
        self.width = c["head_dim"]
        self.q_proj = nn.Linear(c["hidden_size"], self.heads * self.width, bias=False)
        self.k_proj = nn.Linear(c["hidden_size"], self.key_heads * self.width, bias=False)
        self.v_proj = nn.Linear(c["hidden_size"], self.key_heads * self.width, bias=False)
        self.o_proj = nn.Linear(self.heads * self.width, c["hidden_size"], bias=False)

    def forward(self, x, cos, sin, mask):
        batch, tokens, _ = x.shape
        q = self.q_proj(x).view(batch, tokens, self.heads, self.width).transpose(1, 2)
        k = self.k_proj(x).view(batch, tokens, self.key_heads, self.width).transpose(1, 2)
        v = self.v_proj(x).view(batch, tokens, self.key_heads, self.width).transpose(1, 2)
        q, k = apply_rotary(q, cos, sin), apply_rotary(k, cos, sin)
        k, v = repeat_kv(k, self.heads // self.key_heads), repeat_kv(v, self.heads // self.key_heads)
        scores = q @ k.transpose(2, 3) / math.sqrt(self.width) + mask
        out = F.softmax(scores, dim=-1) @ v
        return self.o_proj(out.transpose(1, 2).reshape(batch, tokens, -1))


class FeedForward(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.gate_proj = nn.Linear(c["hidden_size"], c["intermediate_size"], bias=False)
        self.up_proj = nn.Linear(c["hidden_size"], c["intermediate_size"], bias=False)
        self.down_proj = nn.Linear(c["intermediate_size"], c["hidden_size"], bias=False)

    def forward(self, x):
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


class Layer(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.self_attn = Attention(c)
        self.mlp = FeedForward(c)
        self.input_layernorm = RMSNorm(c["hidden_size"], c["rms_norm_eps"])
        self.post_attention_layernorm = RMSNorm(c["hidden_size"], c["rms_norm_eps"])

    def forward(self, x, cos, sin, mask):
        x = x + self.self_attn(self.input_layernorm(x), cos, sin, mask)
        return x + self.mlp(self.post_attention_layernorm(x))


class Llama(nn.Module):
    def __init__(self, c, tokens):
        super().__init__()
        self.embed_tokens = nn.Embedding(c["vocab_size"], c["hidden_size"])
        self.layers = nn.ModuleList(Layer(c) for _ in range(c["num_hidden_layers"]))
        self.norm = RMSNorm(c["hidden_size"], c["rms_norm_eps"])
        self.lm_head = nn.Linear(c["hidden_size"], c["vocab_size"], bias=False)
        width = c["head_dim"]
        frequencies = c["rope_theta"] ** (-torch.arange(0, width, 2, dtype=torch.float64) / width)
        angles = torch.arange(tokens, dtype=torch.float64)[:, None] * frequencies
        angles = torch.cat((angles, angles), dim=-1)
        self.register_buffer("cos", angles.cos().float(), persistent=False)
        self.register_buffer("sin", angles.sin().float(), persistent=False)

    def forward(self, ids, mask):
        x = self.embed_tokens(ids)
        for layer in self.layers:
            x = layer(x, self.cos, self.sin, mask)
        return self.lm_head(self.norm(x))


def load(folder, tokens):
    with open(f"{folder}/config.json") as file:
        config = json.load(file)
    config.setdefault("head_dim", config["hidden_size"] // config["num_attention_heads"])
    model = Llama(config, tokens)
    weights = dict(model.named_parameters())
    with open(f"{folder}/model.safetensors", "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        start = file.tell()
        for name, entry in header.items():
            if name == "__metadata__":
                continue
            begin, end = entry["data_offsets"]
            file.seek(start + begin)
            values = torch.frombuffer(bytearray(file.read(end - begin)), dtype=torch.float32).view(entry["shape"])
            weights.pop(name.removeprefix("model.")).data.copy_(values)
    if config.get("tie_word_embeddings"):
        model.lm_head.weight = model.embed_tokens.weight
        weights.pop("lm_head.weight")
    assert not weights, f"not in the checkpoint: {sorted(weights)}"
    return model


def document_mask(first, tokens):
    position = torch.arange(tokens)
    hidden = (position[None, None, :] > position[None, :, None]) | (position[None, None, :] < first[:, :, None])
    return torch.zeros(hidden.shape).masked_fill_(hidden, float("-inf"))[:, None]


def main():
    folder, batches, recipe = sys.argv[1:]
    with open(recipe) as file:
        recipe = json.load(file)
    tokens = recipe["tokens"]
    with open(batches, "rb") as file:
        data = torch.frombuffer(bytearray(file.read()), dtype=torch.int64).view(-1, 3, recipe["rows"], tokens)
    model = load(folder, tokens)
    norms = [p for p in model.parameters() if p.dim() < 2]
    matrices = [p for p in model.parameters() if p.dim() >= 2]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": recipe["weight_decay"]}, {"params": norms, "weight_decay": 0.0}],
        lr=recipe["learning_rate"], betas=(recipe["beta1"], recipe["beta2"]), eps=recipe["epsilon"])

    seconds, cpu, losses = [], [], []
    for ids, targets, first in data:
        began, worked = time.perf_counter(), time.process_time()
        mask = document_mask(first, tokens)
        logits = model(ids, mask)
        loss = F.cross_entropy(logits.view(-1, logits.shape[-1]), targets.reshape(-1), ignore_index=-100)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), recipe["gradient_clip"])
        optimizer.step()
        losses.append(loss.item())
        seconds.append(time.perf_counter() - began)
        cpu.append(time.process_time() - worked)
    print(json.dumps({"threads": torch.get_num_threads(), "seconds": seconds, "cpu": cpu, "losses": losses}))


main()
