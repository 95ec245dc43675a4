using System.Collections;
using Gans.Onnx;
using TorchSharp;

namespace Gans.Models.Layers;

/// <summary>Layers side by side on one input, their results joined along the channels: [N, C, H, W] to [N, sum of theirs, H', W'].</summary>
/// <remarks>Written as a collection, one line a branch. The layers of a branch are numbered from 1: <c>branch5x5.1</c>, <c>branch5x5.2</c>.</remarks>
public sealed class Branches() : Layer(nameof(Branches)), IEnumerable<Sequential>
{
    private readonly List<Sequential> branches = [];

    /// <summary>Adds a branch.</summary>
    /// <param name="branch">Its name, a part of checkpoint keys: chosen once, never changed.</param>
    /// <param name="layers">Its layers, in order; owned from now on.</param>
    public void Add(string branch, params ReadOnlySpan<torch.nn.Module<torch.Tensor, torch.Tensor>> layers)
    {
        var sequence = new Sequential();
        for (var i = 0; i < layers.Length; i++)
        {
            sequence.Add($"{i + 1}", layers[i]);
        }

        register_module(branch, sequence);
        branches.Add(sequence);
    }

    /// <inheritdoc/>
    public override torch.Tensor forward(torch.Tensor input)
    {
        using var scope = torch.NewDisposeScope();
        return Ops.Concat([.. branches.Select(branch => branch.call(input))], axis: 1).MoveToOuterDisposeScope();
    }

    /// <summary>The branches in order.</summary>
    public IEnumerator<Sequential> GetEnumerator() => branches.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
