"""The reference that the Java models are compared with: torchvision, and an equal module for LeNet-5.

Weights, running statistics and the batch are made by a formula on whole numbers, the same in
io.spirt.training.Formula, so that both sides work on the same bits and no large file is needed.
"""

import torch
import torchvision

MASK = 0xFFFFFFFF
SAMPLES, SIDE, CLASSES = 8, 28, 10


class LeNet5(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = torch.nn.Conv2d(1, 6, 5, padding=2)
        self.conv2 = torch.nn.Conv2d(6, 16, 5)
        self.fc1 = torch.nn.Linear(400, 120)
        self.fc2 = torch.nn.Linear(120, 84)
        self.fc3 = torch.nn.Linear(84, CLASSES)

    def forward(self, x):
        f = torch.nn.functional
        x = f.max_pool2d(f.relu(self.conv1(x)), 2)
        x = f.max_pool2d(f.relu(self.conv2(x)), 2)
        return self.fc3(f.relu(self.fc2(f.relu(self.fc1(x.flatten(1))))))


def bits(count, stream):
    """count pseudo-random 32-bit numbers."""
    i = torch.arange(count, dtype=torch.int64)
    x = (i * 2654435761 + stream * 2246822519) & MASK
    x ^= x >> 15
    x = (x * 739982445) & MASK
    return x ^ (x >> 13)


def fill(name, tensor, stream, is_norm):
    u = bits(tensor.numel(), stream).double() / 2.0**32
    if name.endswith("running_var") or (is_norm and name.endswith("weight")):
        values = 0.5 + u
    elif tensor.dim() < 2:
        values = 0.4 * (u - 0.5)
    else:
        values = (u - 0.5) * (24.0 / tensor[0].numel()) ** 0.5
    tensor.copy_(values.float().reshape(tensor.shape))


def model(name):
    """The named model with the formula's state, dropout off."""
    if name == "lenet5":
        net = LeNet5()
    else:
        net = torchvision.models.mobilenet_v3_small(num_classes=CLASSES)
        net.classifier[2].p = 0.0
    state = net.state_dict()
    stream = 0
    with torch.no_grad():
        for key, tensor in state.items():
            if key.endswith("num_batches_tracked"):
                continue
            is_norm = key.rsplit(".", 1)[0] + ".running_mean" in state
            fill(key, tensor, stream, is_norm)
            stream += 1
    return net


def batch(name):
    """The formula's images, scaled, and labels."""
    pixels = (bits(SAMPLES * SIDE * SIDE, 1000) >> 24).double()
    images = ((pixels / 255 - 0.5) / 0.25).float().reshape(SAMPLES, 1, SIDE, SIDE)
    labels = torch.arange(SAMPLES) % CLASSES
    return (images if name == "lenet5" else images.repeat(1, 3, 1, 1)), labels


def compute(name):
    """Logits in inference, then loss, gradients and buffers of one training pass."""
    torch.set_num_threads(1)
    net = model(name)
    images, labels = batch(name)
    with torch.no_grad():
        logits = net.eval()(images)
    loss = torch.nn.functional.cross_entropy(net.train()(images), labels)
    loss.backward()
    buffers = {k: b for k, b in net.named_buffers() if not k.endswith("num_batches_tracked")}
    return net, logits, loss.item(), dict(net.named_parameters()), buffers
