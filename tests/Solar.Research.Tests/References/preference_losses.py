"""Freezes the losses of preference pairs: python3 preference_losses.py > preference_losses.json (no random numbers are drawn).

The formulas are written here once more, from huggingface/trl at f2cd577 (trl/trainer/dpo_trainer.py) and, for "conservative" and
"ipo", from TRL 0.7.5; autograd of torch in float64 gives the gradients of the mean loss.
"""
import json
import math

import torch
import torch.nn.functional as F

CHOSEN = [-12.5, -3.25, -40.0, -7.75, -20.5]
REJECTED = [-14.0, -2.5, -38.25, -11.0, -20.0]
REFERENCE_CHOSEN = [-13.25, -3.0, -41.5, -7.0, -19.0]
REFERENCE_REJECTED = [-13.5, -3.5, -36.0, -10.25, -21.75]
CHOSEN_LENGTH = [5, 2, 11, 3, 8]
REJECTED_LENGTH = [6, 3, 9, 4, 8]


def formulas(pc, pr, rc, rr, nc, nr, beta, eps, tau):
    c, r = pc - rc, pr - rr
    delta, log_sigmoid = c - r, F.logsigmoid
    smoothed = lambda d: -(1 - eps) * log_sigmoid(beta * d) - eps * log_sigmoid(-beta * d)
    yield "sigmoid", -log_sigmoid(beta * delta)
    yield "conservative", smoothed(delta)
    yield "hinge", torch.relu(1 - beta * delta)
    yield "ipo", (delta - 1 / (2 * beta)) ** 2
    yield "ipo_per_token", (c / nc - r / nr - 1 / (2 * beta)) ** 2
    yield "sigmoid_norm", -log_sigmoid(beta * (c / nc - r / nr))
    p, q = torch.sigmoid(beta * delta), torch.sigmoid(-beta * delta)
    if eps > 0:
        yield "exo_pair", p * (p.log() - math.log(1 - eps)) + q * (q.log() - math.log(eps))
    yield "nca_pair", -log_sigmoid(beta * c) - 0.5 * log_sigmoid(-beta * c) - 0.5 * log_sigmoid(-beta * r)
    yield "robust", (-log_sigmoid(beta * delta) * (1 - eps) + log_sigmoid(-beta * delta) * eps) / (1 - 2 * eps)
    yield "bco_pair", -log_sigmoid(beta * c) - log_sigmoid(-beta * r)
    yield "sppo_hard", (c - 0.5 / beta) ** 2 + (r + 0.5 / beta) ** 2
    yield "aot", smoothed(torch.sort(pc - pr)[0] - torch.sort(rc - rr)[0])
    yield "aot_unpaired", smoothed(torch.sort(c)[0] - torch.sort(r)[0])
    yield "apo_zero", (1 - torch.sigmoid(beta * c)) + torch.sigmoid(beta * r)
    yield "apo_down", torch.sigmoid(beta * c) + (1 - torch.sigmoid(beta * delta))
    modulation = torch.sigmoid(beta * delta / tau)
    yield "disco_pop", -log_sigmoid(beta * delta) * (1 - modulation) + torch.exp(-beta * delta) * modulation


def wide(values, learned=False):
    return torch.tensor(values, dtype=torch.float64, requires_grad=learned)


losses = []
for beta, eps, tau in [(0.1, 0.0, 0.05), (0.7, 0.2, 0.3)]:
    names = [name for name, _ in formulas(*map(wide, (CHOSEN, REJECTED, REFERENCE_CHOSEN, REFERENCE_REJECTED, CHOSEN_LENGTH, REJECTED_LENGTH)), beta, eps, tau)]
    for name in names:
        chosen, rejected = wide(CHOSEN, True), wide(REJECTED, True)
        rest = map(wide, (REFERENCE_CHOSEN, REFERENCE_REJECTED, CHOSEN_LENGTH, REJECTED_LENGTH))
        loss = dict(formulas(chosen, rejected, *rest, beta, eps, tau))[name].mean()
        loss.backward()
        losses.append({
            "name": name, "beta": beta, "label_smoothing": eps, "tau": tau, "loss": loss.item(),
            "chosen_gradient": chosen.grad.tolist(), "rejected_gradient": rejected.grad.tolist(),
        })

print(json.dumps({
    "producer": "Python torch, float64", "version": torch.__version__,
    "command": "python3 preference_losses.py > preference_losses.json",
    "chosen": CHOSEN, "rejected": REJECTED, "reference_chosen": REFERENCE_CHOSEN, "reference_rejected": REFERENCE_REJECTED,
    "chosen_length": CHOSEN_LENGTH, "rejected_length": REJECTED_LENGTH, "losses": losses,
}, indent=1))
