using static TorchSharp.torch;

namespace Gans.Training.Tests.Support;

/// <summary>Single numbers out of tensors of any type.</summary>
internal static class TensorNumbers
{
    /// <summary>The value of a tensor of one element.</summary>
    internal static double Number(this Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().to(ScalarType.Float64).item<double>();
    }
}
