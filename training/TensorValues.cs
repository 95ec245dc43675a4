using static TorchSharp.torch;

namespace Gans.Training;

/// <summary>Values of tensors as .NET arrays.</summary>
internal static class TensorValues
{
    /// <summary>All values in the order of the axes, whatever their order in memory and whatever device they are on.</summary>
    /// <typeparam name="T">The .NET type of an element.</typeparam>
    /// <param name="tensor">The tensor.</param>
    internal static T[] ToArray<T>(this Tensor tensor)
        where T : unmanaged
    {
        using var scope = NewDisposeScope();
        return tensor.detach().cpu().contiguous().data<T>().ToArray();
    }
}
