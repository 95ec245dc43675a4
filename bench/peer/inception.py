"""Inception v3 of torchvision with random weights: what Gans imports, what it must compute from it, and how fast PyTorch is.

usage: inception.py save FOLDER                    weights (ZIP and the older pickles), images, and each variant's features and logits
       inception.py speed IMAGES BATCH [THREADS]   images/s, one line of JSON; PyTorch's own number of threads by default
"""

import json
import pathlib
import sys
import time
from unittest import mock

import numpy
import torch
from torch.nn import functional
from torchvision.models import inception

CLASSES = {"torchvision": 1000, "keras": 1000, "fid": 1008}


def network(classes: int) -> inception.Inception3:
    """Random weights; the batch normalisations, which begin as the identity, get scales and statistics too."""
    torch.manual_seed(1)
    made = inception.Inception3(num_classes=classes, aux_logits=True, transform_input=False, init_weights=False)
    for module in made.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.weight.data.uniform_(0.5, 2)
            module.bias.data.normal_(0, 0.2)
            module.running_mean.normal_(0, 0.2)
            module.running_var.uniform_(0.2, 2)
    return made.eval()


def run(made: inception.Inception3, images: torch.Tensor, variant: str) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Features and logits, with the pools of a variant: torchvision counts the padding, Keras and FID do not, FID's last block takes the greatest."""
    kept = {}
    hooks = [made.dropout.register_forward_hook(lambda _, __, output: kept.update(features=output.flatten(1)))]
    plain = functional.avg_pool2d
    last = []
    hooks.append(made.Mixed_7c.register_forward_pre_hook(lambda *_: last.append(True)))
    hooks.append(made.Mixed_7c.register_forward_hook(lambda *_: last.clear()))

    def pool(x: torch.Tensor, kernel_size: int, stride: int, padding: int) -> torch.Tensor:
        if variant == "fid" and last:
            return functional.max_pool2d(x, kernel_size, stride, padding)
        return plain(x, kernel_size, stride, padding, count_include_pad=variant == "torchvision")

    with torch.no_grad(), mock.patch.object(functional, "avg_pool2d", pool):
        logits = made(images)
    for hook in hooks:
        hook.remove()
    return kept["features"].numpy(), logits.numpy()


def weights(made: inception.Inception3, variant: str) -> dict[str, torch.Tensor]:
    """The state_dict; for Keras with its names, numbered in the order of the graph, and its axes."""
    if variant != "keras":
        return made.state_dict()
    renamed = {"predictions/kernel": made.fc.weight.T, "predictions/bias": made.fc.bias}
    blocks = [module for name, module in made.named_modules() if isinstance(module, inception.BasicConv2d) and "AuxLogits" not in name]
    for number, block in enumerate(blocks, start=1):
        norm = f"batch_normalization_{number}"
        renamed |= {
            f"conv2d_{number}/kernel": block.conv.weight.permute(2, 3, 1, 0), f"{norm}/gamma": block.bn.weight, f"{norm}/beta": block.bn.bias,
            f"{norm}/moving_mean": block.bn.running_mean, f"{norm}/moving_variance": block.bn.running_var}
    return {name: tensor.detach() for name, tensor in renamed.items()}


def save(folder: pathlib.Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    images = torch.rand(8, 3, 299, 299, generator=torch.Generator().manual_seed(2)) * 2 - 1
    numpy.save(folder / "images.npy", images.numpy())
    for variant, classes in CLASSES.items():
        made = network(classes)
        torch.save(weights(made, variant), folder / f"{variant}-zip.pth")
        torch.save(weights(made, variant), folder / f"{variant}-legacy.pth", _use_new_zipfile_serialization=False)
        features, logits = run(made, images, variant)
        numpy.save(folder / f"{variant}-features.npy", features)
        numpy.save(folder / f"{variant}-logits.npy", logits)


def speed(images: int, batch: int, threads: int | None) -> None:
    if threads:
        torch.set_num_threads(threads)
    made = network(1000)
    x = torch.rand(batch, 3, 299, 299) * 2 - 1
    with torch.no_grad():
        made(x)
        started = time.perf_counter()
        for _ in range(images // batch):
            made(x)
        seconds = time.perf_counter() - started
    print(json.dumps({
        "images_per_second": images // batch * batch / seconds, "version": torch.__version__.split("+")[0], "threads": torch.get_num_threads()}))


if __name__ == "__main__":
    if sys.argv[1] == "save":
        save(pathlib.Path(sys.argv[2]))
    else:
        speed(int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else None)
