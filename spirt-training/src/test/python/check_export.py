#!/usr/bin/python3
"""Loads an exported model into torchvision, strictly, and compares it with the formula's state.

usage: check_export.py FILE MODEL UPDATES

Reads safetensors with the standard library, so that a mistake in ours cannot hide in another
library's leniency. Needs torch and torchvision: apt-get install python3-torch python3-torchvision
"""

import json
import struct
import sys

import torch

import reference

DTYPES = {"F32": torch.float32, "I64": torch.int64}


def read(path):
    with open(path, "rb") as file:
        data = file.read()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    tensors, end = {}, 0
    for name, entry in header.items():
        first, last = entry["data_offsets"]
        assert first == end, f"{name} starts at {first}, not at {end}"
        end = last
        raw = bytearray(data[8 + length + first : 8 + length + last])
        tensors[name] = torch.frombuffer(raw, dtype=DTYPES[entry["dtype"]]).reshape(entry["shape"])
    assert 8 + length + end == len(data), "bytes after the last tensor"
    return tensors


def main():
    path, name, updates = sys.argv[1], sys.argv[2], int(sys.argv[3])
    expected = reference.model(name)
    tensors = read(path)
    assert list(tensors) == list(expected.state_dict()), "names or their order differ"
    found = reference.model(name)
    for tensor in found.state_dict().values():
        tensor.zero_()
    found.load_state_dict(tensors, strict=True)
    for key, tensor in expected.state_dict().items():
        if key.endswith("num_batches_tracked"):
            assert found.state_dict()[key].item() == updates, key
        else:
            assert torch.equal(tensor, found.state_dict()[key]), key
    print(f"{len(tensors)} tensors loaded")


if __name__ == "__main__":
    main()
