"""Freezes merges worked out in float64 by numpy, and what mergekit's own functions make of them.

    /usr/bin/python3 make_merge_reference.py PATH/TO/mergekit

writes merge_reference.safetensors and merge_settings.json beside this file. PATH is a checkout of github.com/arcee-ai/mergekit at
a6e402884ba9bc30da7f23e8304a35f19485de95: single functions are taken out of its files and run as they stand; nothing of it is kept here.
The rules below were written from the papers and from that code's behaviour, not from the C#.
"""
import ast
import hashlib
import json
import os
import struct
import sys
from typing import Any, Dict, List, Optional, Union

import numpy as np
import torch

SEED = 20231223
SHAPE = (13, 29)
HERE = os.path.dirname(os.path.abspath(__file__))


# --- stored numbers -------------------------------------------------------------------------------------------------------------------

def to_bfloat16_bits(x):
    """The nearest number of 8 bits, straight from float64."""
    fraction, exponent = np.frexp(x)
    rounded = np.ldexp(np.rint(fraction * 256), exponent - 8)
    bits = rounded.astype(np.float32).view(np.uint32)
    assert np.all(bits & 0xFFFF == 0)
    return (bits >> 16).astype(np.uint16)


STORE = {
    "BF16": to_bfloat16_bits,
    "F16": lambda x: x.astype(np.float16).view(np.uint16),
    "F32": lambda x: x.astype(np.float32).view(np.uint32),
}
LOAD = {
    "BF16": lambda b: (b.astype(np.uint32) << 16).view(np.float32).astype(np.float64),
    "F16": lambda b: b.view(np.float16).astype(np.float64),
    "F32": lambda b: b.view(np.float32).astype(np.float64),
}


# --- the rules in float64 -------------------------------------------------------------------------------------------------------------

def linear(xs, ws, normalize=True):
    total = sum(w * x for w, x in zip(ws, xs))
    return total / sum(ws) if normalize else total


def slerp(a, b, t):
    unit = lambda v: v / np.linalg.norm(v) if np.linalg.norm(v) > 1e-8 else v
    d = np.sum(unit(a) * unit(b))
    if abs(d) > 0.9995:
        return (1 - t) * a + t * b
    theta = np.arccos(d)
    return np.sin(theta - theta * t) / np.sin(theta) * a + np.sin(theta * t) / np.sin(theta) * b


def nuslerp_vectors(a, b, t):
    """Along the last axis."""
    unit = lambda v: v / np.maximum(np.linalg.norm(v, axis=-1, keepdims=True), 1e-7)
    theta = np.arccos(np.clip(np.sum(unit(a) * unit(b), axis=-1, keepdims=True), -1, 1))
    sine = np.sin(theta)
    with np.errstate(divide="ignore", invalid="ignore"):
        curved = (np.sin((1 - t) * theta) * a + np.sin(t * theta) * b) / sine
    return np.where(np.abs(sine) < 1e-8, (1 - t) * a + t * b, curved)


def nuslerp(a, b, wa, wb, base=None, along=None):
    t = 0.5 if abs(wa + wb) < 1e-6 else wb / (wa + wb)
    x, y = (a, b) if base is None else (a - base, b - base)
    if along is None:
        out = nuslerp_vectors(x.ravel(), y.ravel(), t).reshape(a.shape)
    elif along == "last":
        out = nuslerp_vectors(x, y, t)
    else:
        out = nuslerp_vectors(x.T, y.T, t).T
    return out if base is None else base + out


def karcher(xs, steps=10, tol=1e-5):
    norms = [np.linalg.norm(x) for x in xs]
    units = [x / n for x, n in zip(xs, norms) if n > tol]
    if not units:
        return np.zeros_like(xs[0])
    u = sum(units) / len(units)
    u = u / np.linalg.norm(u) if np.linalg.norm(u) >= tol else units[0].copy()
    for _ in range(steps):
        tangent = np.zeros_like(u)
        for x in units:
            c = np.clip(np.sum(u * x), -1, 1)
            theta = np.arccos(c)
            if theta >= tol:
                tangent += theta / np.sin(theta) * (x - c * u) / len(units)
        length = np.linalg.norm(tangent)
        if length < tol:
            break
        u = np.cos(length) * u + np.sin(length) * tangent / length
        u = u / np.linalg.norm(u)
    return sum(norms) / len(norms) * u


def model_stock(base, xs, by_row=False):
    ds = [x - base for x in xs]
    axis = -1 if by_row else None
    cosines = []
    for i in range(len(ds)):
        for j in range(i + 1, len(ds)):
            product = np.sqrt(np.sum(ds[i] ** 2, axis=axis)) * np.sqrt(np.sum(ds[j] ** 2, axis=axis))
            cosines.append(np.clip(np.sum(ds[i] * ds[j], axis=axis) / np.maximum(product, 1e-6), -1, 1))
    c = sum(cosines) / len(cosines)
    t = len(xs) * c / (1 + (len(xs) - 1) * c)
    t = np.expand_dims(t, -1) if by_row else t
    return t * sum(xs) / len(xs) + (1 - t) * base


def largest(d, density):
    """The k largest magnitudes, compared in float32; of equal ones those that come first."""
    if density >= 1:
        return d
    k = int(density * d.size)
    order = np.argsort(-np.abs(d.ravel()).astype(np.float32), kind="stable")
    mask = np.zeros(d.size)
    mask[order[:k]] = 1
    return d * mask.reshape(d.shape)


def by_chance(d, density, seed, model, tensor):
    """SplitMix64 from a hashed state; element i is kept when the i-th number is below the density."""
    if density >= 1:
        return d
    state = int.from_bytes(hashlib.sha256(f"{seed} {model} {tensor}".encode()).digest()[:8], "little")
    keep = []
    for _ in range(d.size):
        state = (state + 0x9E3779B97F4A7C15) % 2**64
        z = state
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB % 2**64
        z ^= z >> 31
        keep.append((z >> 11) / 2**53 < density)
    return d * np.array(keep, dtype=np.float64).reshape(d.shape)


def task_vectors(base, xs, ws, thin=lambda d, model: d, vote=False, normalize=False, rescale=False, lam=1.0):
    weighted = []
    for model, (x, w) in enumerate(zip(xs, ws)):
        d = x - base
        thinned = thin(d, model)
        before, after = np.abs(d).sum(), np.abs(thinned).sum()
        if rescale and before >= 1e-7 and after >= 1e-7:
            thinned = thinned * (before / after)
        weighted.append(thinned * w)
    total = sum(weighted)
    if vote:
        sign = np.where(total >= 0, 1, -1)
        masks = [np.sign(d) == sign for d in weighted]
        total = sum(d * m for d, m in zip(weighted, masks))
        divisor = sum(w * m for w, m in zip(ws, masks))
        divisor = np.where(divisor == 0, 1, divisor)
    else:
        divisor = sum(ws) if abs(sum(ws)) >= 1e-8 else 1
    return base + (total / divisor if normalize else total) * lam


def cases(m):
    """Every case by its name; the tests parse the names of none of them, they state the same parameters again."""
    base, x, y, z, far = m["base"], m["x"], m["y"], m["z"], m["far"]
    densities = [0.4, 0.7, 1.0]
    keep_largest = lambda d, model: largest(d, densities[model])
    keep_chance = lambda d, model: by_chance(d, densities[model], 5, model, "w")
    return {
        "linear": linear([x, y, z], [0.4, 0.6, 0.5]),
        "linear_plain": linear([x, far], [0.4, 0.9], normalize=False),
        "slerp": slerp(x, far, 0.3),
        "slerp_lerped": slerp(base, x, 0.3),
        "nuslerp": nuslerp(x, far, 0.4, 1.2),
        "nuslerp_base": nuslerp(x, y, 0.4, 0.6, base),
        "nuslerp_last": nuslerp(x, far, 1, 2, along="last"),
        "nuslerp_first": nuslerp(x, far, 1, 2, along="first"),
        "nuslerp_first_base": nuslerp(x, y, 1, 2, base, along="first"),
        "karcher": karcher([x, y, far]),
        "karcher_one_step": karcher([x, z, far], steps=1),
        "model_stock": model_stock(base, [x, y, z]),
        "model_stock_rows": model_stock(base, [x, y], by_row=True),
        "task_arithmetic": task_vectors(base, [x, y, z], [0.5, -0.3, 1.0], lam=0.7),
        "ties": task_vectors(base, [x, y, z], [1.0, 0.3, 0.5], keep_largest, vote=True, normalize=True),
        "ties_rescaled": task_vectors(base, [x, y, z], [1.0, 0.3, 0.5], keep_largest, vote=True, rescale=True, lam=1.5),
        "dare_linear": task_vectors(base, [x, y, z], [1.0, 0.3, 0.5], keep_chance, rescale=True),
        "dare_linear_normalized": task_vectors(base, [x, y, z], [1.0, 0.3, 0.5], keep_chance, normalize=True),
        "dare_ties": task_vectors(base, [x, y, z], [1.0, 0.3, 0.5], keep_chance, vote=True, rescale=True),
        "passthrough": 0.7 * x,
    }


# --- mergekit's own -------------------------------------------------------------------------------------------------------------------

def functions_of(root, path, *names, **given):
    """Runs single definitions of one of mergekit's files, so that its dependencies need not be there."""
    tree = ast.parse(open(os.path.join(root, path), encoding="utf-8").read())
    wanted = [node for node in tree.body if getattr(node, "name", None) in names]
    assert {node.name for node in wanted} == set(names), path
    scope = {"np": np, "torch": torch, "Any": Any, "Dict": Dict, "List": List, "Optional": Optional, "Union": Union, **given}
    exec(compile(ast.Module(wanted, []), path, "exec"), scope)
    return [scope[name] for name in names]


def mergekit_cases(root, m):
    methods = "mergekit/merge_methods/"
    mk_slerp = functions_of(root, methods + "slerp.py", "slerp", "lerp", "maybe_torch", "normalize")[0]
    (mk_nuslerp,) = functions_of(root, methods + "nuslerp.py", "nuslerp")
    (mk_karcher,) = functions_of(root, methods + "karcher.py", "karcher_merge_tensors")
    (mk_mask,) = functions_of(root, methods + "generalized_task_arithmetic.py", "get_mask", Literal=__import__("typing").Literal)
    magnitude = functions_of(root, "mergekit/sparsify.py", "magnitude", "rescaled_masked_tensor", "RescaleNorm", Enum=__import__("enum").Enum)[0]
    t = {name: torch.from_numpy(value) for name, value in m.items()}

    def ties(rescale, normalize, lam):
        ws = torch.tensor([1.0, 0.3, 0.5], dtype=torch.float64)[:, None, None]
        deltas = torch.stack([magnitude(t[name] - t["base"], density, "l1" if rescale else None) for name, density in zip("xyz", [0.4, 0.7, 1.0])])
        mask = mk_mask(deltas * ws, method="sum")
        total, divisor = (deltas * ws * mask).sum(dim=0), (ws * mask).sum(dim=0)
        divisor[divisor == 0] = 1
        return t["base"] + (total / divisor if normalize else total) * lam

    return {name: np.asarray(value) for name, value in {
        "slerp": mk_slerp(0.3, m["x"], m["far"]),
        "slerp_lerped": mk_slerp(0.3, m["base"], m["x"]),
        "nuslerp": mk_nuslerp(0.75, t["x"], t["far"], flatten=True),
        "nuslerp_last": mk_nuslerp(2 / 3, t["x"], t["far"], dim=-1),
        "nuslerp_first": mk_nuslerp(2 / 3, t["x"], t["far"], dim=0),
        "karcher": mk_karcher([t["x"], t["y"], t["far"]], [1 / 3] * 3),
        "karcher_one_step": mk_karcher([t["x"], t["z"], t["far"]], [1 / 3] * 3, max_iter=1),
        "ties": ties(False, True, 1.0),
        "ties_rescaled": ties(True, False, 1.5),
    }.items()}


def biased(m):
    """What mergekit's linear.py computes of bfloat16 tensors: weights, products, sum and quotient all in bfloat16."""
    tensors = torch.stack([torch.from_numpy(m[name]).to(torch.bfloat16) for name in ("x", "y")])
    weights = torch.tensor([0.4, 0.6], dtype=torch.bfloat16)[:, None, None]
    return ((weights * tensors).sum(dim=0) / weights.sum(dim=0)).to(torch.float64).numpy()


def settings(root):
    from collections import namedtuple
    conditional = namedtuple("ConditionalParameter", "filter value")
    (evaluate,) = functions_of(root, "mergekit/config.py", "evaluate_setting", ParameterSetting=object)
    given = [
        0.25,
        [0, 0.5, 0.3, 0.7, 1],
        [1, 0.5],
        [0.3],
        [{"filter": "self_attn", "value": [0, 0.5, 0.3, 0.7, 1]}, {"filter": "mlp", "value": [1, 0.5, 0.7, 0.3, 0]}, {"value": 0.5}],
        [{"filter": "mlp", "value": 0.5}, {"filter": "*", "value": [0, 1]}],
        [{"filter": "down_proj", "value": 2}],
    ]
    names = ["model.layers.3.self_attn.q_proj.weight", "model.layers.3.mlp.down_proj.weight", "model.embed_tokens.weight"]
    rows = []
    for setting in given:
        own = [conditional(c.get("filter"), c["value"]) if isinstance(c, dict) else c for c in setting] if isinstance(setting, list) else setting
        for name in names:
            for i in range(9):
                rows.append({"setting": setting, "tensor": name, "t": i / 8, "value": evaluate(name, own, i / 8)})
    return rows


# --- the files ------------------------------------------------------------------------------------------------------------------------

def main(root):
    rng = np.random.default_rng(SEED)
    drawn = {"base": rng.normal(0, 0.02, SHAPE)}
    for name in "xyz":
        change = rng.normal(0, 0.004, SHAPE) * (rng.random(SHAPE) < 0.8)  # a fifth is left as it was
        drawn[name] = drawn["base"] + (change if name != "x" else change * 0.1)  # x is so near that SLERP is linear
    drawn["far"] = rng.normal(0, 0.03, SHAPE)

    tensors, worst = {}, 0.0
    for kind, store in STORE.items():
        bits = {name: store(value) for name, value in drawn.items()}
        models = {name: LOAD[kind](value).reshape(SHAPE) for name, value in bits.items()}
        for name, value in bits.items():
            tensors[f"{kind}/{name}"] = (kind, value)
        results = cases(models)
        for name, value in results.items():
            tensors[f"{kind}/{name}"] = ("F64", value)
        if kind == "F32":
            for name, value in mergekit_cases(root, models).items():
                tensors[f"mergekit/{name}"] = ("F64", value)
                worst = max(worst, np.abs(value - results[name]).max() / np.abs(results[name]).max())
        if kind == "BF16":
            tensors["mergekit/linear_biased"] = ("F64", biased(models))
    print(f"largest difference between these rules and mergekit's functions: {worst:.2e} of the largest value")

    header, data = {"__metadata__": {
        "producer": "numpy float64 and functions of mergekit a6e402884ba9bc30da7f23e8304a35f19485de95",
        "versions": f"numpy {np.__version__}, torch {torch.__version__}",
        "command": "/usr/bin/python3 make_merge_reference.py PATH/TO/mergekit",
        "seed": str(SEED),
    }}, b""
    for name, (kind, value) in sorted(tensors.items(), key=lambda item: (-{"F64": 8, "F32": 4}.get(item[1][0], 2), item[0])):
        raw = np.ascontiguousarray(value).tobytes()
        header[name] = {"dtype": kind, "shape": list(SHAPE), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(os.path.join(HERE, "merge_reference.safetensors"), "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)
    with open(os.path.join(HERE, "merge_settings.json"), "w", encoding="utf-8") as file:
        json.dump({"producer": "evaluate_setting of mergekit a6e4028", "command": "/usr/bin/python3 make_merge_reference.py PATH/TO/mergekit", "rows": settings(root)}, file)
        file.write("\n")


main(sys.argv[1])
