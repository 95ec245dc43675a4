using TorchSharp;

namespace Gans.Models.Layers;

/// <summary>
/// Images and kernels whose channels lie next to each other in memory, the order in which convolutions on a CPU are fast. Shapes stay [N, C, H, W].
/// </summary>
/// <remarks>A convolution gives its output in the order of its kernel or its image, so that one of the two is enough. <c>bench/</c> has the gain.</remarks>
internal static class ChannelsInnermost
{
    /// <summary>The same values in that order; the tensor itself where it has it already.</summary>
    /// <param name="x">[N, C, H, W].</param>
    internal static torch.Tensor Of(torch.Tensor x)
    {
        using var scope = torch.NewDisposeScope();
        var inner = x.permute(0, 2, 3, 1).contiguous();                                   // [N, H, W, C]
        var (examples, height, width, channels) = (inner.shape[0], inner.shape[1], inner.shape[2], inner.shape[3]);

        // One channel lies in either order, and libtorch takes it for the other one unless its stride says this one.
        var result = channels > 1
            ? inner.permute(0, 3, 1, 2)
            : inner.as_strided([examples, channels, height, width], [height * width, 1, width, 1]);
        return result.MoveToOuterDisposeScope();
    }
}
