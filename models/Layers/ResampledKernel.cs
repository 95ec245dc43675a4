using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Models.Layers;

/// <summary>Kernels of 3x3 joined with a change of size by 2, which makes them 4x4.</summary>
internal static class ResampledKernel
{
    /// <summary>How many times larger or smaller.</summary>
    internal const int Factor = 2;

    /// <summary>Rows and columns before.</summary>
    internal static KernelSize Size { get; } = 3;

    /// <summary>The sums of each 2x2 neighbours, zeros around them: [out, in, 3, 3] to [out, in, 4, 4].</summary>
    internal static Tensor Sums(Tensor kernel)
    {
        using var scope = NewDisposeScope();
        var means = nn.functional.avg_pool2d(kernel, Factor, 1, padding: 1);
        return means.Times(Factor * Factor).MoveToOuterDisposeScope();
    }
}
