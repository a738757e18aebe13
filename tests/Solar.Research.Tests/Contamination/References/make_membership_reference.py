"""Membership scores of a few lists of log-probabilities, worked out with numpy and Python's own zlib.

Writes membership_reference.json. Run with Python 3 and numpy; nothing here is random but the seeded numbers.
"""

import json
import pathlib
import platform
import zlib

import numpy as np

random = np.random.RandomState(7)
text = "Who keeps the bees of Harrow Mill? The old ferryman keeps the bees of Harrow Mill, and the bees keep him."
cases = []
for length in (1, 7, 19, 20, 64, 133):
    own = np.log(random.uniform(1e-4, 1, length))
    lower = np.log(random.uniform(1e-4, 1, max(1, length - 1)))
    reference = np.log(random.uniform(1e-4, 1, length))
    least = []
    for share in (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6):
        count = int(len(own) * share)
        least.append(-float(np.mean(np.sort(own)[:count])) if count else None)
    nll, nll_lower, nll_reference = -np.mean(own), -np.mean(lower), -np.mean(reference)
    cases.append({
        "own": own.tolist(), "lower": lower.tolist(), "reference": reference.tolist(),
        "perplexity": float(np.exp(nll)), "beyond_reference": float(nll - nll_reference),
        "lower_case": -float(nll_lower / nll), "min_k": least,
    })

out = {
    "producer": f"make_membership_reference.py, numpy {np.__version__}, Python {platform.python_version()}, seed 7",
    "text": text, "zlib_length": len(zlib.compress(text.encode())), "cases": cases,
}
pathlib.Path(__file__).with_name("membership_reference.json").write_text(json.dumps(out, indent=1) + "\n")
