using TorchSharp;

namespace Gans.Models.Layers;

/// <summary>
/// A layer of our own: a TorchSharp module from one tensor to one tensor. Run it by <c>call</c>, never by <c>forward</c>, so that hooks see it.
/// </summary>
/// <param name="name">Its kind, which names it in a <see cref="Sequential"/> and in summaries.</param>
public abstract class Layer(string name) : torch.nn.Module<torch.Tensor, torch.Tensor>(name);
