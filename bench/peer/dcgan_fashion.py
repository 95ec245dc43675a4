"""Training speed of the Fashion-MNIST DCGAN in plain PyTorch: default layouts, eager mode.

The same networks and update rule as recipes/dcgan-fashion.yaml: one Adam step of the discriminator on a half batch of
real images, one on a half batch of fakes made in inference mode, one of the generator on a full batch.

usage: dcgan_fashion.py PACK STEPS WARM_UP_STEPS [THREADS]    (prints one line of JSON; PyTorch's own number of threads by default)
"""

import json
import pathlib
import sys
import time

import numpy
import torch
from torch import nn

LATENT, BATCH = 100, 128


def discriminator() -> nn.Sequential:
    return nn.Sequential(
        nn.ZeroPad2d((0, 1, 0, 1)), nn.Conv2d(1, 128, 3, stride=2), nn.LeakyReLU(0.2),      # [N, 128, 14, 14]
        nn.ZeroPad2d((0, 1, 0, 1)), nn.Conv2d(128, 128, 3, stride=2), nn.LeakyReLU(0.2),    # [N, 128, 7, 7]
        nn.Flatten(), nn.Dropout(0.4), nn.Linear(128 * 7 * 7, 1))                           # logits [N, 1]


def generator() -> nn.Sequential:
    return nn.Sequential(
        nn.Linear(LATENT, 128 * 7 * 7), nn.LeakyReLU(0.2), nn.Unflatten(1, (128, 7, 7)),    # [N, 128, 7, 7]
        nn.ConvTranspose2d(128, 128, 4, stride=2, padding=1), nn.LeakyReLU(0.2),            # [N, 128, 14, 14]
        nn.ConvTranspose2d(128, 128, 4, stride=2, padding=1), nn.LeakyReLU(0.2),            # [N, 128, 28, 28]
        nn.Conv2d(128, 1, 7, padding=3), nn.Tanh())                                         # [N, 1, 28, 28]


def initialise(network: nn.Module) -> nn.Module:
    for module in network.modules():
        if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d, nn.Linear)):
            nn.init.xavier_uniform_(module.weight)
            nn.init.zeros_(module.bias)
    return network


class Training:
    def __init__(self, pack: pathlib.Path, device: str):
        self.images = numpy.load(pack / "images.npy", mmap_mode="r")    # uint8 [N, 28, 28, 1]
        self.device = device
        self.generator = initialise(generator()).to(device)
        self.discriminator = initialise(discriminator()).to(device)
        self.generator_adam = self.adam(self.generator)
        self.discriminator_adam = self.adam(self.discriminator)
        self.loss = nn.BCEWithLogitsLoss()
        self.random = numpy.random.default_rng(1)

    @staticmethod
    def adam(network: nn.Module) -> torch.optim.Adam:
        return torch.optim.Adam(network.parameters(), lr=2e-4, betas=(0.5, 0.999), eps=1e-7)

    def real(self, count: int) -> torch.Tensor:
        chosen = self.images[self.random.integers(0, len(self.images), count)]
        batch = torch.from_numpy(chosen).to(self.device).permute(0, 3, 1, 2).float()
        return (batch - 127.5) / 127.5

    def latents(self, count: int) -> torch.Tensor:
        return torch.randn(count, LATENT, device=self.device)

    def targets(self, value: float, count: int) -> torch.Tensor:
        return torch.full((count, 1), value, device=self.device)

    def update_discriminator(self, images: torch.Tensor, target: float) -> None:
        self.discriminator_adam.zero_grad()
        self.loss(self.discriminator(images), self.targets(target, len(images))).backward()
        self.discriminator_adam.step()

    def step(self) -> None:
        half = BATCH // 2
        self.update_discriminator(self.real(half), 1.0)
        self.generator.eval()
        with torch.no_grad():
            fakes = self.generator(self.latents(half))
        self.generator.train()
        self.update_discriminator(fakes, 0.0)

        self.generator_adam.zero_grad()
        self.loss(self.discriminator(self.generator(self.latents(BATCH))), self.targets(1.0, BATCH)).backward()
        self.generator_adam.step()


def main() -> None:
    pack, steps, warm_up = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    if len(sys.argv) > 4:
        torch.set_num_threads(int(sys.argv[4]))
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(1)
    training = Training(pack, device)
    synchronize = torch.cuda.synchronize if device == "cuda" else lambda: None

    for _ in range(warm_up):
        training.step()
    synchronize()
    started = time.perf_counter()
    for _ in range(steps):
        training.step()
    synchronize()
    elapsed = time.perf_counter() - started
    print(json.dumps({"steps_per_second": steps / elapsed, "device": device, "version": torch.__version__, "threads": torch.get_num_threads()}))


main()
