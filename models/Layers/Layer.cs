using System.Collections.Immutable;
using TorchSharp;

namespace Gans.Models.Layers;

/// <summary>
/// A layer of our own: a TorchSharp module from one tensor to one tensor. Run it by <c>call</c>, never by <c>forward</c>, so that hooks see it.
/// </summary>
/// <param name="name">Its kind, which names it in a <see cref="Sequential"/> and in summaries.</param>
public abstract class Layer(string name) : torch.nn.Module<torch.Tensor, torch.Tensor>(name)
{
    /// <summary>
    /// What it was made with, by name, beyond what its parts and the shapes of its weights tell: all of it that changes what it computes. It is part of
    /// <see cref="ModelFingerprint"/>, so a layer with settings overrides it.
    /// </summary>
    public virtual IReadOnlyDictionary<string, object> Options => ImmutableDictionary<string, object>.Empty;
}
