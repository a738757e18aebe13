"""The 8-bit tables of bitsandbytes, for DynamicCodesTests.

    python3 dynamic_codes.py > dynamic_codes.json

bitsandbytes-foundation/bitsandbytes at 95f9af3; the function needs torch alone.
"""

import json

import torch
from bitsandbytes.functional import create_dynamic_map

print(json.dumps({
    "producer": "bitsandbytes.functional.create_dynamic_map",
    "version": "95f9af3, with torch " + torch.__version__.split("+")[0],
    "command": "python3 dynamic_codes.py > dynamic_codes.json",
    "signed": create_dynamic_map(signed=True).tolist(),
    "unsigned": create_dynamic_map(signed=False).tolist(),
}))
