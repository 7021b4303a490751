"""Seconds of single training updates in Python PyTorch, of the same networks, batch sizes and update rule as ours.

    pytorch_steps.py PROBLEM THREADS      PROBLEM is multi-mnist or scenes

Reads requests "COUNT", one a line, and answers each with a JSON array of seconds. An update is what a careful user writes: forward pass,
sum of the task losses, zero_grad, backward, optimizer step, and the losses read once for the log.
"""
import json
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


class DigitNetwork(nn.Module):
    """multi-mnist cl-rr: LeNet encoder of 50 features, one classification and one reconstruction head."""

    def __init__(self):
        super().__init__()
        self.conv1, self.conv2, self.fc = nn.Conv2d(1, 10, 5), nn.Conv2d(10, 20, 5), nn.Linear(720, 50)
        self.dropout = nn.Dropout(0.0)
        self.classify = nn.Sequential(nn.Linear(50, 50), nn.ReLU(), nn.Dropout(0.0), nn.Linear(50, 10))
        self.reconstruct = nn.Sequential(nn.Linear(50, 128), nn.ReLU(), nn.Dropout(0.0), nn.Linear(128, 784), nn.Sigmoid())

    def forward(self, x):
        x = F.relu(F.max_pool2d(self.conv1(x), 2))
        x = F.relu(F.max_pool2d(self.conv2(x), 2))
        x = self.dropout(F.relu(self.fc(self.dropout(x.flatten(1)))))
        return self.classify(x), self.reconstruct(x)

    @staticmethod
    def batch():
        return torch.rand(256, 1, 36, 36), (torch.randint(0, 10, (256,)), torch.rand(256, 784))

    @staticmethod
    def losses(predictions, targets):
        return F.cross_entropy(predictions[0], targets[0]), F.mse_loss(predictions[1], targets[1])


def block(inputs, outputs, stride):
    return [nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()]


class Decoder(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.laterals = nn.ModuleList(nn.Conv2d(c, 16, 1) for c in (16, 32, 64, 96))
        self.output = nn.Conv2d(16, channels, 1)
        self.is_direction = channels == 3

    def forward(self, stages):
        x = self.laterals[3](stages[3])
        for i in (2, 1, 0):
            lateral = self.laterals[i](stages[i])
            x = F.relu(F.interpolate(x, lateral.shape[2:], mode="bilinear", align_corners=False) + lateral)
        x = self.output(x)
        return x * (x.square().sum(1, keepdim=True) + 1e-12).rsqrt() if self.is_direction else x


class SceneNetwork(nn.Module):
    """scenes: encoder of four stages 16-32-64-96, four light decoders."""

    def __init__(self):
        super().__init__()
        widths = (16, 32, 64, 96)
        self.stages = nn.ModuleList(
            nn.Sequential(*(block(3, 16, 1) if i == 0 else block(widths[i - 1], w, 2) + block(w, w, 1))) for i, w in enumerate(widths))
        self.decoders = nn.ModuleList(Decoder(c) for c in (13, 1, 3, 1))

    def forward(self, x):
        outputs = []
        for stage in self.stages:
            x = stage(x)
            outputs.append(x)
        return [decoder(outputs) for decoder in self.decoders]

    @staticmethod
    def batch():
        shape = (8, 1, 64, 80)
        edges = (torch.rand(shape) < 0.07).float()
        normals = F.normalize(torch.randn(8, 3, 64, 80), dim=1)
        return torch.randn(8, 3, 64, 80), (torch.randint(0, 13, (8, 64, 80)), 5 * torch.rand(shape), normals, edges)

    @staticmethod
    def losses(predictions, targets):
        segmentation, depth, normals, edges = predictions
        return (F.cross_entropy(segmentation, targets[0]), F.l1_loss(depth, targets[1]), F.l1_loss(normals, targets[2]),
                F.binary_cross_entropy_with_logits(edges, targets[3], targets[3] * 0.9 + 0.05))


def steps(network, batch, optimizer, count):
    inputs, targets = batch
    seconds = []
    for _ in range(count):
        start = time.perf_counter()
        losses = network.losses(network(inputs), targets)
        torch.stack([loss.detach() for loss in losses]).tolist()
        optimizer.zero_grad()
        sum(losses).backward()
        optimizer.step()
        seconds.append(time.perf_counter() - start)
    return seconds


if __name__ == "__main__":
    torch.set_num_threads(int(sys.argv[2]))
    torch.manual_seed(1)
    model = {"multi-mnist": DigitNetwork, "scenes": SceneNetwork}[sys.argv[1]]()
    data, adam = model.batch(), torch.optim.Adam(model.parameters(), lr=1e-3)
    for request in sys.stdin:
        print(json.dumps(steps(model, data, adam, int(request))), flush=True)
