using TorchSharp;

namespace Gans.Models.Layers;

/// <summary>Images and kernels whose channels lie next to each other in memory, the order in which convolutions on a CPU are fast. Shapes stay [N, C, H, W].</summary>
/// <remarks>A convolution gives its output in the order of its kernel or its image, so that one of the two is enough. <c>bench/</c> has the gain.</remarks>
internal static class ChannelsInnermost
{
    /// <summary>The same values in that order; the tensor itself where it has it already.</summary>
    /// <param name="x">[N, C, H, W].</param>
    internal static torch.Tensor Of(torch.Tensor x)
    {
        using var scope = torch.NewDisposeScope();
        return x.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2).MoveToOuterDisposeScope();
    }
}
