#!/usr/bin/python3
"""Writes what the Java tests expect of a model.

usage: make_golden.py DIRECTORY          MODEL.json of all models, a few numbers per tensor
       make_golden.py DIRECTORY MODEL    logits, loss, gradient, buffers.bin: all values, float32

Needs torch and torchvision: apt-get install python3-torch python3-torchvision
"""

import json
import pathlib
import sys

import torch

import reference


def rounded(value):
    """Two digits more than the comparison needs to see, so that the files stay small."""
    return float(f"{value:.8g}")


def summary(tensor):
    flat = tensor.detach().double().flatten()
    picks = [0, flat.numel() // 3, flat.numel() - 1]
    return {
        "norm": rounded(flat.norm().item()),
        "sum": rounded(flat.sum().item()),
        "picks": [rounded(flat[i].item()) for i in picks],
    }


def golden(name):
    net, logits, loss, params, buffers = reference.compute(name)
    return {
        "state": [[key, list(tensor.shape)] for key, tensor in net.state_dict().items()],
        "logits": logits.flatten().tolist(),
        "loss": loss,
        "gradient": {key: summary(p.grad) for key, p in params.items()},
        "buffers": {key: summary(b) for key, b in buffers.items()},
    }


def write_all(directory, name):
    _, logits, loss, params, buffers = reference.compute(name)
    parts = {
        "logits": [logits],
        "loss": [torch.tensor(loss)],
        "gradient": [p.grad for p in params.values()],
        "buffers": list(buffers.values()),
    }
    for part, tensors in parts.items():
        data = b"".join(t.detach().numpy().tobytes() for t in tensors)
        (directory / (part + ".bin")).write_bytes(data)


def main():
    directory = pathlib.Path(sys.argv[1])
    if len(sys.argv) > 2:
        write_all(directory, sys.argv[2])
        return
    for name in reference.NAMES:
        text = json.dumps(golden(name)).replace(', "', ',\n"')
        (directory / (name + ".json")).write_text(text + "\n")


if __name__ == "__main__":
    main()
