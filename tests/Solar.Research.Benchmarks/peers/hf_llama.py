"""Trains or runs Hugging Face's LlamaForCausalLM: what our GPU numbers are compared with.

    python3 hf_llama.py JOB.json

The job says what is measured (sft, dpo, decode), on which device, the config.json, and how much. The model is transformers' own, with random weights
in bfloat16, attention by scaled_dot_product_attention, gradient checkpointing and torch's fused AdamW, whose state is in the weights' precision.
DPO is the sigmoid loss with the reference's log-probabilities given. Prints one line of JSON: seconds of each step or token, losses, peak bytes; or,
under "missing", why there are none.
"""

import json
import sys
import time

NOTHING = {"seconds": [], "losses": [], "peak_bytes": None, "versions": ""}


def missing(why):
    print(json.dumps({**NOTHING, "missing": why}))
    sys.exit(0)


try:
    import torch
    import transformers
    from transformers import LlamaConfig, LlamaForCausalLM
except ImportError as absent:
    missing(f"python cannot import what the peer needs ({absent})")


def build(job):
    shape = job["config"]
    names = ["vocab_size", "hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "num_key_value_heads",
             "max_position_embeddings", "rms_norm_eps", "tie_word_embeddings"]
    config = LlamaConfig(**{name: shape[name] for name in names if name in shape})
    config._attn_implementation = "sdpa"
    torch.manual_seed(1)
    torch.set_default_dtype(torch.bfloat16)
    with torch.device(job["device"]):
        model = LlamaForCausalLM(config)
    torch.set_default_dtype(torch.float32)
    return model


def wait(device):
    if device.startswith("cuda"):
        torch.cuda.synchronize(device)


def log_probs(model, ids, prompt):
    logits = model(input_ids=ids, use_cache=False).logits[:, prompt - 1:-1].float()
    chosen = logits.gather(2, ids[:, prompt:, None]).squeeze(2)
    return (chosen - logits.logsumexp(2)).sum(1)


def train(job, model):
    device, rows, micro, tokens = job["device"], job["rows"], job["micro_rows"], job["tokens"]
    prompt = tokens // 4
    model.train()
    model.gradient_checkpointing_enable(gradient_checkpointing_kwargs={"use_reentrant": False})
    fused = {"fused": True} if device.startswith("cuda") else {}
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-5, betas=(0.9, 0.95), eps=1e-8, weight_decay=0.1, **fused)
    numbers = torch.Generator().manual_seed(1)
    reference = None
    seconds, losses = [], []
    for _ in range(job["steps"]):
        batch = torch.randint(model.config.vocab_size, (rows, tokens), generator=numbers).to(device)
        if job["stage"] == "dpo" and reference is None:
            with torch.no_grad():
                reference = log_probs(model, batch[:micro], prompt)
        wait(device)
        began = time.perf_counter()
        total = 0.0
        for ids in batch.split(micro):
            if job["stage"] == "sft":
                labels = ids.clone()
                labels[:, :prompt] = -100
                loss = model(input_ids=ids, labels=labels, use_cache=False).loss
            else:
                margin = log_probs(model, ids, prompt) - reference
                loss = -torch.nn.functional.logsigmoid(0.1 * (margin[0::2] - margin[1::2])).mean()
            loss = loss * (micro / rows)
            loss.backward()
            total += loss.item()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        losses.append(total)
        wait(device)
        seconds.append(time.perf_counter() - began)
    return seconds, losses


@torch.no_grad()
def decode(job, model):
    device = job["device"]
    model.eval()
    ids = torch.randint(model.config.vocab_size, (1, 128), generator=torch.Generator().manual_seed(2)).to(device)
    seconds = []
    for counted in (False, True):
        out = model(input_ids=ids, use_cache=True)
        for _ in range(job["new_tokens"] - 1):
            began = time.perf_counter()
            token = out.logits[:, -1:].argmax(-1)
            out = model(input_ids=token, past_key_values=out.past_key_values, use_cache=True)
            wait(device)
            if counted:
                seconds.append(time.perf_counter() - began)
    return seconds, []


def main():
    with open(sys.argv[1]) as file:
        job = json.load(file)
    try:
        model = build(job)
        seconds, losses = decode(job, model) if job["stage"] == "decode" else train(job, model)
    except torch.cuda.OutOfMemoryError:
        missing("the peer ran out of GPU memory")
    peak = torch.cuda.max_memory_allocated(job["device"]) if job["device"].startswith("cuda") else None
    print(json.dumps({"seconds": seconds, "losses": losses, "peak_bytes": peak, "missing": None,
                      "versions": f"torch {torch.__version__}, transformers {transformers.__version__}"}))


main()
