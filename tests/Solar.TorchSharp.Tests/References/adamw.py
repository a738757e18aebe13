"""Writes adamw.json: steps of torch.optim.AdamW and a clipped norm, as PyTorch takes them.

Run: /usr/bin/python3 adamw.py > adamw.json    (no random number is drawn)
"""
import json
import math

import torch


def start():
    return torch.tensor([math.sin(1.7 * i) for i in range(6)], dtype=torch.float64).reshape(2, 3)


def run(**options):
    weight = start().requires_grad_()
    optimizer = torch.optim.AdamW([weight], **options)
    steps = []
    for step in range(5):
        optimizer.zero_grad()
        ((weight - 0.1 * step) ** 3).sum().backward()
        optimizer.step()
        steps.append(weight.detach().reshape(-1).tolist())
    return {"options": options, "steps": steps}


def clip(max_norm, norm_type):
    a, b = start().requires_grad_(), start()[0].clone().requires_grad_()
    ((a ** 3).sum() * 2 + (b ** 2).sum()).backward()
    norm = torch.nn.utils.clip_grad_norm_([a, b], max_norm, norm_type)
    return {"max_norm": max_norm, "norm_type": norm_type if norm_type != math.inf else "inf", "norm": norm.item(),
            "gradients": a.grad.reshape(-1).tolist() + b.grad.tolist()}


print(json.dumps({
    "producer": "PyTorch " + torch.__version__ + ", adamw.py beside this file",
    "adamw": [
        run(lr=0.1, betas=(0.9, 0.95), eps=1e-8, weight_decay=0.1),
        run(lr=0.01, betas=(0.8, 0.999), eps=1e-3, weight_decay=0.0),
        run(lr=0.05, betas=(0.9, 0.99), eps=1e-8, weight_decay=0.2, amsgrad=True),
        run(lr=0.02, betas=(0.9, 0.99), eps=1e-8, weight_decay=0.01, maximize=True),
    ],
    "clip": [clip(1.0, 2.0), clip(100.0, 2.0), clip(0.5, math.inf), clip(0.5, 3.0)],
}))
