"""The reference that the Java models are compared with: torchvision, and modules of our own for
LeNet-5 and MobileNet v1, which it lacks.

Weights, running statistics and the batch are made by a formula on whole numbers, the same in
io.spirt.training.Formula, so that both sides work on the same bits and no large file is needed.
"""

import torch
import torchvision

MASK = 0xFFFFFFFF
SAMPLES, CLASSES = 8, 10
# Side of the images and the stream that their pixels are drawn from, where not 28 and 1000.
SETTINGS = {
    "densenet121": (64, 1000),
    "mobilenet-v1": (28, 1026),
    "resnet50": (64, 1000),
    "vgg11": (32, 1000),
}
# Where an input of ReLU lies so close to 0 that rounding decides whether the gradient passes, two
# right implementations differ. In networks as deep as these there always is one, unless BatchNorm
# keeps its outputs away from 0.
APART = {"densenet121", "resnet50"}


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


class MobileNetV1(torch.nn.Module):
    """Howard et al. 2017, table 1, in the style of torchvision's MobileNetV2."""

    TABLE = [(64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2)]
    TABLE += 5 * [(512, 1)] + [(1024, 2), (1024, 1)]

    class Separable(torch.nn.Module):
        def __init__(self, width, out, stride):
            super().__init__()
            self.conv = torch.nn.Sequential(
                MobileNetV1.convolve(width, width, 3, stride, width),
                MobileNetV1.convolve(width, out, 1, 1, 1),
            )

        def forward(self, x):
            return self.conv(x)

    @staticmethod
    def convolve(width, out, kernel, stride, groups):
        return torch.nn.Sequential(
            torch.nn.Conv2d(width, out, kernel, stride, kernel // 2, groups=groups, bias=False),
            torch.nn.BatchNorm2d(out),
            torch.nn.ReLU(),
        )

    def __init__(self):
        super().__init__()
        layers, width = [self.convolve(3, 32, 3, 2, 1)], 32
        for out, stride in self.TABLE:
            layers.append(self.Separable(width, out, stride))
            width = out
        self.features = torch.nn.Sequential(*layers)
        self.classifier = torch.nn.Linear(width, CLASSES)

    def forward(self, x):
        return self.classifier(self.features(x).mean((2, 3)))


OWN = {"lenet5": LeNet5, "mobilenet-v1": MobileNetV1}
NAMES = ["lenet5", "mobilenet-v3-small", "mobilenet-v1", "resnet18", "resnet50"]
NAMES += ["densenet121", "squeezenet1_1", "vgg11"]


def bits(count, stream):
    """count pseudo-random 32-bit numbers."""
    i = torch.arange(count, dtype=torch.int64)
    x = (i * 2654435761 + stream * 2246822519) & MASK
    x ^= x >> 15
    x = (x * 739982445) & MASK
    return x ^ (x >> 13)


def fill(name, tensor, stream, is_norm, apart):
    u = bits(tensor.numel(), stream).double() / 2.0**32
    if apart and is_norm and name.endswith("weight"):
        values = 0.5 + 0.5 * u
    elif apart and is_norm and name.endswith(".bias"):
        values = 4 * (u - 0.5) + 2 * (u - 0.5).sign()
    elif name.endswith("running_var") or (is_norm and name.endswith("weight")):
        values = 0.5 + u
    elif tensor.dim() < 2:
        values = 0.4 * (u - 0.5)
    else:
        values = (u - 0.5) * (24.0 / tensor[0].numel()) ** 0.5
    tensor.copy_(values.float().reshape(tensor.shape))


def model(name):
    """The named model with the formula's state, dropout off."""
    if name in OWN:
        net = OWN[name]()
    else:
        net = getattr(torchvision.models, name.replace("-", "_"))(num_classes=CLASSES)
    for module in net.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0
    state = net.state_dict()
    stream = 0
    with torch.no_grad():
        for key, tensor in state.items():
            if key.endswith("num_batches_tracked"):
                continue
            is_norm = key.rsplit(".", 1)[0] + ".running_mean" in state
            fill(key, tensor, stream, is_norm, name in APART)
            stream += 1
    return net


def batch(name):
    """The formula's images, scaled, and labels."""
    side, stream = SETTINGS.get(name, (28, 1000))
    pixels = (bits(SAMPLES * side * side, stream) >> 24).double()
    images = ((pixels / 255 - 0.5) / 0.25).float().reshape(SAMPLES, 1, side, side)
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
