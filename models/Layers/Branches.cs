using System.Collections;
using Gans.Torch;

namespace Gans.Models.Layers;

/// <summary>Layers side by side on one input, their results joined along the channels: [N, C, H, W] to [N, sum of theirs, H', W'].</summary>
/// <remarks>Written as a collection, one line a branch. The layers of a branch are numbered from 1: <c>branch5x5.1</c>, <c>branch5x5.2</c>.</remarks>
public sealed class Branches : Layer, IEnumerable<Layer>
{
    private readonly List<Layer> branches = [];

    /// <summary>Adds a branch.</summary>
    /// <param name="branch">Its name, a part of checkpoint keys: chosen once, never changed.</param>
    /// <param name="layers">Its layers, in order.</param>
    public void Add(string branch, params ReadOnlySpan<Layer> layers)
    {
        var sequence = new Sequential();
        for (var i = 0; i < layers.Length; i++)
        {
            sequence.Add($"{i + 1}", layers[i]);
        }

        branches.Add(AddChild(branch, sequence));
    }

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x, Mode mode)
    {
        using var scope = new TensorScope();
        return scope.Keep(Tensor.Concat([.. branches.Select(branch => Run(branch, x, mode))], axis: 1));
    }

    /// <summary>The branches in order.</summary>
    public IEnumerator<Layer> GetEnumerator() => branches.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
