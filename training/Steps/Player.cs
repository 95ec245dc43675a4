using Gans.Training.Optimizers;
using static TorchSharp.torch.nn;

namespace Gans.Training.Steps;

/// <summary>A network and the optimizer that trains it.</summary>
/// <param name="Name">Its name in checkpoints and messages, such as <c>generator</c>.</param>
/// <param name="Network">The network.</param>
/// <param name="Optimizer">Made of the network's parameters, all and in order.</param>
internal sealed record Player(string Name, Module Network, Optimizer Optimizer);
