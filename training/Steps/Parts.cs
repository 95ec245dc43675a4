using Gans.Models;
using Gans.Training.Batches;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>The parts of equal size in which an update works through its batches, in their order.</summary>
/// <param name="Count">How many; 1 leaves batches as they are.</param>
internal readonly record struct Parts(int Count)
{
    /// <summary>A part of a tensor's first axis.</summary>
    /// <param name="whole">[N, ...], N divisible by the count.</param>
    /// <param name="index">Which, from 0.</param>
    internal Tensor Of(Tensor whole, int index)
    {
        var size = whole.shape[0] / Count;
        return Count == 1 ? whole : whole.narrow(0, index * size, size);
    }

    /// <summary>A part of a batch.</summary>
    /// <param name="whole">The batch.</param>
    /// <param name="index">Which, from 0.</param>
    internal Batch Of(Batch whole, int index) => new(Of(whole.Images, index), OfAny(whole.Labels, index));

    /// <summary>A part of what a generator makes images from.</summary>
    /// <param name="whole">All of it.</param>
    /// <param name="index">Which, from 0.</param>
    internal GeneratorInput Of(GeneratorInput whole, int index) =>
        whole with
        {
            Latent = Of(whole.Latent, index),
            Labels = OfAny(whole.Labels, index),
            Codes = OfAny(whole.Codes, index),
            Mixing = whole.Mixing is { } mixing ? new(Of(mixing.Latent, index), Of(mixing.From, index)) : null,
        };

    private Tensor? OfAny(Tensor? whole, int index) => whole is null ? null : Of(whole, index);
}
