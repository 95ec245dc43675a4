using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>Adds a channel that says how much the images of a batch differ: [N, C, H, W] to [N, C + 1, H, W].</summary>
/// <remarks>
/// The channel is one number: the mean, over features and pixels, of their deviations over the batch, sqrt(variance + epsilon) with the population's
/// variance. In groups, image i belongs to group i mod (N / group), as in the paper's code; in inference mode, and in a file, the batch is one group, as it
/// may be of any size. Karras et al., Progressive Growing of GANs, 2017
/// (arXiv:1710.10196), section 3.
/// </remarks>
public sealed class MinibatchStdev : Layer
{
    private static readonly long[] AllButGroups = [1, 2, 3];

    private readonly long group;
    private readonly double epsilon;

    /// <summary>Creates the layer.</summary>
    /// <param name="group">Images that training compares, which the batch must be a multiple of unless it is smaller; 0 for all of the batch.</param>
    /// <param name="epsilon">Added under the root.</param>
    public MinibatchStdev(long group = 0, double epsilon = 1e-8)
        : base(nameof(MinibatchStdev))
    {
        ArgumentOutOfRangeException.ThrowIfNegative(group);
        (this.group, this.epsilon) = (group, epsilon);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Options => new Dictionary<string, object> { ["group"] = group, ["epsilon"] = epsilon };

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The batch cannot be divided into groups.</exception>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var (count, channels, height, width) = (input.shape[0], input.shape[1], input.shape[2], input.shape[3]);
        if (!training || group == 0 || count <= group)
        {
            var spread = Ops.Mean(Deviation(input), AllButGroups, keepAxes: true);                              // [1, 1, 1, 1]
            return Ops.Concat([input, Ops.Expand(spread, count, 1, height, width)], 1).MoveToOuterDisposeScope();
        }

        if (count % group != 0)
        {
            throw new ArgumentException($"Comparing images of a batch: found {count} images, needed a multiple of {group}. Change the batch size.");
        }

        var groups = Ops.Reshape(input, group, -1, channels, height, width);
        var each = Ops.Mean(Ops.Select(Deviation(groups), 0, 0), AllButGroups, keepAxes: true);                 // [N / group, 1, 1, 1]
        var all = Ops.Repeat(each, group, 1, height, width);                                                    // [N, 1, H, W]
        return Ops.Concat([input, all], 1).MoveToOuterDisposeScope();
    }

    private Tensor Deviation(Tensor x)
    {
        var off = Ops.Subtract(x, Ops.Mean(x, [0], keepAxes: true));
        return Ops.Sqrt(Ops.Add(Ops.Mean(Ops.Square(off), [0], keepAxes: true), epsilon));
    }
}
