"""Writes decoder_reference.safetensors: logits, loss and every gradient of two tiny decoders, in float64, by Python torch.

Run it from this folder, with a Python that has torch:  python3 make_decoder_reference.py
It reads nothing: weights and tokens are drawn from SplitMix64, which the tests draw from as well. The decoder is written
here from the papers, for one sentence at a time and with loops, so that it shares no idea with the C# one.
"""

import json
import math
import struct

import torch

MASK = (1 << 64) - 1


class SplitMix64:
    def __init__(self, seed, stream):
        self.state = seed & MASK
        self.state = self.next() ^ (stream * 0xD1342543DE82EF95 & MASK)

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def unit(self):
        return (self.next() >> 11) / (1 << 53)


CASES = {
    "mistral": dict(
        V=37, H=32, F=44, L=2, A=4, K=2, D=6, eps=1e-5, theta=10000.0, window=5, tied=False, llama3=None,
        first=[[0] * 5 + [5] * 8, [0] * 13, [0] * 3 + [3] * 1 + [4] * 9], ignored=[(0, 0), (1, 12), (2, 4)]),
    "llama": dict(
        V=29, H=24, F=20, L=2, A=6, K=3, D=4, eps=1e-6, theta=500.0, window=None, tied=True, llama3=(8.0, 1.0, 4.0, 64),
        first=[[0] * 11, [0] * 11], ignored=[]),
}


def names_and_shapes(c):
    q, k = c["A"] * c["D"], c["K"] * c["D"]
    yield "model.embed_tokens.weight", (c["V"], c["H"])
    for i in range(c["L"]):
        p = f"model.layers.{i}."
        yield p + "input_layernorm.weight", (c["H"],)
        yield p + "self_attn.q_proj.weight", (q, c["H"])
        yield p + "self_attn.k_proj.weight", (k, c["H"])
        yield p + "self_attn.v_proj.weight", (k, c["H"])
        yield p + "self_attn.o_proj.weight", (c["H"], q)
        yield p + "post_attention_layernorm.weight", (c["H"],)
        yield p + "mlp.gate_proj.weight", (c["F"], c["H"])
        yield p + "mlp.up_proj.weight", (c["F"], c["H"])
        yield p + "mlp.down_proj.weight", (c["H"], c["F"])
    yield "model.norm.weight", (c["H"],)
    if not c["tied"]:
        yield "lm_head.weight", (c["V"], c["H"])


def weights(c):
    made = {}
    for stream, (name, shape) in enumerate(names_and_shapes(c)):
        random = SplitMix64(7, stream)
        values = [random.unit() - 0.5 for _ in range(math.prod(shape))]
        values = [1 + v for v in values] if len(shape) == 1 else [v / 2 for v in values]
        made[name] = torch.tensor(values, dtype=torch.float64).reshape(shape).requires_grad_()
    return made


def norm(x, w, eps):
    return w * x / torch.sqrt(torch.mean(x * x, dim=-1, keepdim=True) + eps)


def frequency(c, i):
    f = c["theta"] ** (-2 * i / c["D"])
    if c["llama3"] is None:
        return f
    factor, low, high, original = c["llama3"]
    wavelength = 2 * math.pi / f
    if wavelength < original / high:
        return f
    if wavelength > original / low:
        return f / factor
    smooth = (original / wavelength - low) / (high - low)
    return (1 - smooth) * f / factor + smooth * f


def rotate(c, x, t):
    half = c["D"] // 2
    out = [None] * c["D"]
    for i in range(half):
        a = t * frequency(c, i)
        out[i] = x[i] * math.cos(a) - x[i + half] * math.sin(a)
        out[i + half] = x[i + half] * math.cos(a) + x[i] * math.sin(a)
    return torch.stack(out)


def attention(c, x, w, p, first):
    T, D = x.shape[0], c["D"]
    q = (x @ w[p + "self_attn.q_proj.weight"].T).reshape(T, c["A"], D)
    k = (x @ w[p + "self_attn.k_proj.weight"].T).reshape(T, c["K"], D)
    v = (x @ w[p + "self_attn.v_proj.weight"].T).reshape(T, c["K"], D)
    rows = []
    for t in range(T):
        heads = []
        for a in range(c["A"]):
            shared = a // (c["A"] // c["K"])
            seen = [s for s in range(T)
                    if first[t] <= s <= t and (c["window"] is None or s > t - c["window"])]
            turned = rotate(c, q[t, a], t)
            scores = torch.stack([turned @ rotate(c, k[s, shared], s) / math.sqrt(D) for s in seen])
            heads.append(torch.softmax(scores, 0) @ torch.stack([v[s, shared] for s in seen]))
        rows.append(torch.cat(heads))
    return torch.stack(rows) @ w[p + "self_attn.o_proj.weight"].T


def decoder(c, w, ids, first):
    x = w["model.embed_tokens.weight"][ids]
    for i in range(c["L"]):
        p = f"model.layers.{i}."
        x = x + attention(c, norm(x, w[p + "input_layernorm.weight"], c["eps"]), w, p, first)
        n = norm(x, w[p + "post_attention_layernorm.weight"], c["eps"])
        gate, up = n @ w[p + "mlp.gate_proj.weight"].T, n @ w[p + "mlp.up_proj.weight"].T
        x = x + (gate * torch.sigmoid(gate) * up) @ w[p + "mlp.down_proj.weight"].T
    x = norm(x, w["model.norm.weight"], c["eps"])
    return x @ w["model.embed_tokens.weight" if c["tied"] else "lm_head.weight"].T


def write(path, tensors, metadata):
    header, at = {"__metadata__": metadata}, 0
    for name, t in tensors.items():
        size = 8 * t.numel()
        header[name] = {"dtype": "F64", "shape": list(t.shape), "data_offsets": [at, at + size]}
        at += size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text)
        for t in tensors.values():
            f.write(t.detach().contiguous().numpy().tobytes())


def main():
    tensors = {}
    for case, c in CASES.items():
        w, random = weights(c), SplitMix64(7, 1000)
        rows, length = len(c["first"]), len(c["first"][0])
        tokens = [[random.next() % c["V"] for _ in range(length + 1)] for _ in range(rows)]
        logits = torch.stack([decoder(c, w, torch.tensor(r[:-1]), f) for r, f in zip(tokens, c["first"])])
        terms = [-torch.log_softmax(logits[b, t], 0)[tokens[b][t + 1]]
                 for b in range(rows) for t in range(length) if (b, t) not in c["ignored"]]
        loss = torch.stack(terms).mean()
        loss.backward()
        tensors[f"{case}/logits"] = logits
        tensors[f"{case}/loss"] = loss
        for name, weight in w.items():
            tensors[f"{case}/gradient/{name}"] = weight.grad
    write("decoder_reference.safetensors", tensors, {
        "producer": "Python torch, float64", "version": torch.__version__,
        "command": "python3 make_decoder_reference.py", "seed": "7"})


if __name__ == "__main__":
    main()
