#!/usr/bin/python3
"""Writes what torch.optim makes of a few params in 20 steps, for the Java tests.

usage: make_optimizers.py > src/test/resources/io/spirt/database/optimizers.json

Gradients and first params are fractions that float32 holds exactly; OptimizersTest has the same
formulas. Needs torch: apt-get install python3-torch
"""

import json

import torch

COUNT = 24
STEPS = 20

SGD = {"name": "sgd"}
ADAM = {"name": "adam", "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
ADAMW = {**ADAM, "name": "adamw"}
CASES = [
    (0.05, {**SGD}),
    (0.05, {**SGD, "weightDecay": 0.01}),
    (0.05, {**SGD, "momentum": 0.9}),
    (0.05, {**SGD, "momentum": 0.9, "nesterov": True, "weightDecay": 0.01}),
    (0.001, {**ADAM}),
    (0.01, {**ADAM, "weightDecay": 0.05}),
    (0.01, {**ADAM, "beta1": 0.5, "beta2": 0.75, "epsilon": 0.001}),
    (0.001, {**ADAMW}),
    (0.01, {**ADAMW, "weightDecay": 0.01}),
    (0.1, {**ADAMW, "weightDecay": 0.5, "beta1": 0, "beta2": 0.9}),
]


def start(i):
    return ((37 * i) % 65 - 32) / 16


def gradient(step, i):
    """Of very different sizes, and always 0 for the last param."""
    if i == COUNT - 1:
        return 0.0
    return ((7919 * i + 104729 * step) % 2001 - 1000) / 1024 * 2.0 ** -(i % 12)


def optimizer(params, rate, spec):
    decay = spec.get("weightDecay", 0)
    if spec["name"] == "sgd":
        return torch.optim.SGD(
            params,
            rate,
            momentum=spec.get("momentum", 0),
            nesterov=spec.get("nesterov", False),
            weight_decay=decay,
        )
    kind = torch.optim.Adam if spec["name"] == "adam" else torch.optim.AdamW
    betas = (spec["beta1"], spec["beta2"])
    return kind(params, rate, betas=betas, eps=spec["epsilon"], weight_decay=decay)


def train(rate, spec):
    params = torch.tensor([start(i) for i in range(COUNT)], requires_grad=True)
    update = optimizer([params], rate, spec)
    after = {}
    for step in range(1, STEPS + 1):
        params.grad = torch.tensor([gradient(step, i) for i in range(COUNT)])
        update.step()
        if step in (1, 2, STEPS):
            after[step] = params.detach().tolist()
    return {"learningRate": rate, "optimizer": spec, "after": after}


def main():
    cases = [train(rate, spec) for rate, spec in CASES]
    print("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]")


if __name__ == "__main__":
    main()
