"""Freezes what PyTorch keeps of one decoder block for its backward pass, and what it makes on the way forward, for LayerBytesTests:
python3 kept_activations.py > kept_activations.json

The block is that of Model/DecoderBlock.cs and Model/Kernels.cs: bfloat16, composed of ordinary operations. Bytes are those of the storages that
torch.autograd.graph.saved_tensors_hooks and a TorchDispatchMode see, each once; weights, angles and the causal mask are not counted.
"""
import json
import math

import torch
from torch.utils._python_dispatch import TorchDispatchMode

H16 = torch.bfloat16


class Made(TorchDispatchMode):
    """Holds whatever operations give, so that no memory is used twice."""

    def __init__(self):
        super().__init__()
        self.seen = {}

    def __torch_dispatch__(self, operation, types, args=(), kwargs=None):
        result = operation(*args, **(kwargs or {}))
        for x in result if isinstance(result, (tuple, list)) else [result]:
            if isinstance(x, torch.Tensor):
                self.seen[x.storage().data_ptr()] = (x.storage().nbytes(), x)
        return result


def measure(tokens, hidden, heads, key_heads, width, inner):
    torch.manual_seed(1)
    weight = lambda *shape: torch.nn.Parameter((torch.randn(*shape) * 0.02).to(H16))
    qkv, out = weight((heads + 2 * key_heads) * width, hidden), weight(hidden, heads * width)
    gate_up, down = weight(2 * inner, hidden), weight(hidden, inner)
    first, second = weight(hidden), weight(hidden)
    cos, sin = torch.randn(tokens, width // 2), torch.randn(tokens, width // 2)
    mask = torch.ones(tokens, tokens, dtype=torch.bool).triu(1)
    x = torch.randn(1, tokens, hidden).to(H16).requires_grad_()
    known = {y.storage().data_ptr() for y in (qkv, out, gate_up, down, first, second, cos, sin, mask)}
    seen = {}

    def pack(x):
        seen[x.storage().data_ptr()] = (x.storage().nbytes(), x)
        return x

    def norm(x, scale):
        wide = x.to(torch.float32)
        inverse = (wide.square().mean(-1, keepdim=True) + 1e-5).rsqrt()
        return (wide * inverse * scale.to(torch.float32)).to(x.dtype)

    def turn(x):
        a, b = x[..., : width // 2], x[..., width // 2 :]
        return torch.cat([a * cos - b * sin, b * cos + a * sin], -1).to(x.dtype)

    def block():
        all_heads = torch.nn.functional.linear(norm(x, first), qkv)
        part = lambda at, count: all_heads.narrow(2, at * width, count * width).view(1, tokens, count, width).transpose(1, 2)
        q, k, v = turn(part(0, heads)), turn(part(heads, key_heads)), part(heads + key_heads, key_heads)
        scores = q.reshape(1, key_heads, heads // key_heads * tokens, width).matmul(k.transpose(2, 3)).to(torch.float32)
        scores = scores.view(1, key_heads, heads // key_heads, tokens, tokens) * (1 / math.sqrt(width))
        weights = torch.softmax(scores.masked_fill(mask, -math.inf), -1).to(H16)
        mixed = weights.view(1, key_heads, heads // key_heads * tokens, tokens).matmul(v)
        mixed = mixed.view(1, heads, tokens, width).transpose(1, 2).reshape(1, tokens, heads * width)
        stream = x + torch.nn.functional.linear(mixed, out)
        both = torch.nn.functional.linear(norm(stream, second), gate_up)
        product = (torch.nn.functional.silu(both[..., :inner].to(torch.float32)) * both[..., inner:]).to(H16)
        return stream + torch.nn.functional.linear(product, down)

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda x: x):
        block()
    made = Made()
    with torch.no_grad(), made:
        block()
    total = lambda storages: sum(size for at, (size, _) in storages.items() if at not in known)
    return dict(kept=total(seen), made=total({at: storage for at, storage in made.seen.items() if at != x.storage().data_ptr()}))


shapes = [(8, 16, 4, 2, 4, 24), (24, 64, 8, 2, 8, 96), (33, 32, 4, 1, 16, 80)]
print(json.dumps({
    "producer": "torch.autograd.graph.saved_tensors_hooks, TorchDispatchMode",
    "version": torch.__version__,
    "command": "python3 kept_activations.py > kept_activations.json",
    "blocks": [dict(zip(("tokens", "hidden", "heads", "key_heads", "width", "inner"), shape), **measure(*shape)) for shape in shapes],
}, indent=2))
