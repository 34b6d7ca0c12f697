"""Writes the formula's state of a network as PyTorch would save it: make_weights.py FILE MODEL.

In the safetensors format by hand, because the package is not everywhere; FILE.pt gets the same network
as TorchScript.
"""

import json
import struct
import sys

import torch

import reference

DTYPES = {torch.float32: "F32", torch.int64: "I64"}


def main(path, name):
    net = reference.model(name)
    header, data = {}, b""
    for key, tensor in net.state_dict().items():
        values = tensor.contiguous().numpy().tobytes()
        header[key] = {
            "dtype": DTYPES[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [len(data), len(data) + len(values)],
        }
        data += values
    text = json.dumps({"__metadata__": {"format": "pt"}, **header}).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)
    torch.jit.script(net).save(path + ".pt")


main(*sys.argv[1:])
