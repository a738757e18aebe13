"""Freezes AdamW of PyTorch for FlatAdamWTests: python3 adamw.py > adamw.json (no random numbers are drawn)."""
import json
import math

import torch

LR, BETAS, EPS, DECAY, COUNT, DECAYED, STEPS = 0.01, (0.9, 0.95), 1e-8, 0.1, 7, 4, 5

start = torch.tensor([math.sin(i + 1) for i in range(COUNT)], dtype=torch.float32)
decayed = torch.nn.Parameter(start[:DECAYED].clone())
plain = torch.nn.Parameter(start[DECAYED:].clone())
optimizer = torch.optim.AdamW(
    [{"params": [decayed], "weight_decay": DECAY}, {"params": [plain], "weight_decay": 0.0}], lr=LR, betas=BETAS, eps=EPS
)
steps = []
for t in range(1, STEPS + 1):
    for group in optimizer.param_groups:
        group["lr"] = LR / t
    gradient = torch.tensor([math.cos(t * (i + 2)) for i in range(COUNT)], dtype=torch.float32)
    decayed.grad, plain.grad = gradient[:DECAYED].clone(), gradient[DECAYED:].clone()
    optimizer.step()
    flat = lambda read: [x for p in (decayed, plain) for x in read(p).tolist()]
    steps.append({
        "weights": flat(lambda p: p.detach()),
        "first_moment": flat(lambda p: optimizer.state[p]["exp_avg"]),
        "second_moment": flat(lambda p: optimizer.state[p]["exp_avg_sq"]),
    })

print(json.dumps({
    "producer": "torch.optim.AdamW",
    "version": torch.__version__,
    "command": "python3 adamw.py > adamw.json",
    "learning_rate": "0.01 / t",
    "betas": BETAS,
    "epsilon": EPS,
    "weight_decay": DECAY,
    "decayed": DECAYED,
    "start": "float32 sin(i + 1)",
    "gradient": "float32 cos(t (i + 2)), t from 1",
    "steps": steps,
}, indent=2))
