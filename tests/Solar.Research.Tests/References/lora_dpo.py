"""Freezes DPO of adapters beside a tiny decoder: python3 lora_dpo.py > lora_dpo.json

The decoder is that of make_decoder_reference.py, without its window, one text at a time; the adapters are added to its weights
as W + (alpha / r) B A, and autograd of torch in float64 gives their gradients. Adapters and tokens are drawn from SplitMix64,
which the tests draw from as well; the reference of the pairs is the decoder without adapters.
"""
import json

import torch

import make_decoder_reference as model

RANK, ALPHA, BETA = 3, 5.0, 0.3
TARGETS = ["q_proj", "v_proj", "o_proj", "up_proj", "down_proj"]
LENGTHS = [(4, 5, 3), (3, 7, 4), (6, 2, 8)]  # prompt, chosen, rejected

shape = dict(model.CASES["mistral"], window=None)
weights = {name: w.detach() for name, w in model.weights(shape).items()}


def drawn(stream, rows, columns):
    random = model.SplitMix64(11, stream)
    values = [(random.unit() - 0.5) / 2 for _ in range(rows * columns)]
    return torch.tensor(values, dtype=torch.float64).reshape(rows, columns).requires_grad_()


adapters, adapted, stream = {}, dict(weights), 0
for name, w in weights.items():
    if name.split(".")[-2] not in TARGETS:
        continue
    a, b = drawn(stream, RANK, w.shape[1]), drawn(stream + 1, w.shape[0], RANK)
    stream += 2
    prefix = "base_model.model." + name[: -len(".weight")]
    adapters[prefix + ".lora_A.weight"], adapters[prefix + ".lora_B.weight"] = a, b
    adapted[name] = w + ALPHA / RANK * b @ a

random, texts = model.SplitMix64(11, 2000), []
for prompt, chosen, rejected in LENGTHS:
    draw = lambda count: [random.next() % shape["V"] for _ in range(count)]
    start = draw(prompt)
    texts.append((prompt, start + draw(chosen), start + draw(rejected)))


def log_prob(w, ids, prompt):
    logits = model.decoder(shape, w, torch.tensor(ids[:-1]), [0] * (len(ids) - 1))
    return sum(torch.log_softmax(logits[t - 1], 0)[ids[t]] for t in range(prompt, len(ids)))


policy = [[log_prob(adapted, ids, prompt) for ids in both] for prompt, *both in texts]
frozen = [[log_prob(weights, ids, prompt) for ids in both] for prompt, *both in texts]
margins = [(p[0] - p[1]) - (f[0] - f[1]) for p, f in zip(policy, frozen)]
loss = torch.stack([-torch.nn.functional.logsigmoid(BETA * m) for m in margins]).mean()
loss.backward()

print(json.dumps({
    "producer": "Python torch, float64", "version": torch.__version__, "command": "python3 lora_dpo.py > lora_dpo.json",
    "rank": RANK, "alpha": ALPHA, "beta": BETA, "targets": TARGETS, "lengths": LENGTHS,
    "policy": [[x.item() for x in both] for both in policy], "reference": [[x.item() for x in both] for both in frozen],
    "loss": loss.item(), "gradients": {name: t.grad.flatten().tolist() for name, t in adapters.items()},
}))
