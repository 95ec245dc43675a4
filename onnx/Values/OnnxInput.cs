using static TorchSharp.torch;

namespace Gans.Onnx;

/// <summary>One input of the exported file.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Axes">Its axes, outermost first: <c>[N, 3, 64, 64]</c>. At least one input has the batch <see cref="OnnxAxis.N"/>, outermost.</param>
public sealed record OnnxInput(string Name, IReadOnlyList<OnnxAxis> Axes)
{
    /// <summary>Its element type.</summary>
    public ScalarType Type { get; init; } = ScalarType.Float32;

    /// <summary>What it means, for people who open the file; written as its doc string.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// Draws valid values for a batch size, on the network's device, owned by the caller like the result of any operation. Null for normal numbers, at scales
    /// 0.01, 1 and 100, and constants; inputs that are not floating point need one, because only the network's author knows which values are valid.
    /// </summary>
    public Func<int, Tensor>? Sample { get; init; }

    /// <summary>
    /// What it is where nobody gives it: the file holds an initializer of its name, which ONNX takes as a default. An input that has one has fixed sizes; null
    /// for one that must be given.
    /// </summary>
    public Tensor? Default { get; init; }

    /// <summary>As <see cref="Sample"/>, at the second size of the free axes; needed where both there are free axes and a <see cref="Sample"/>.</summary>
    public Func<int, Tensor>? OtherSample { get; init; }

    /// <exception cref="OnnxExportException">Its default is not of its type and sizes.</exception>
    internal void CheckDefault()
    {
        if (Default is { } value
            && (value.dtype != Type || Axes.Any(static axis => axis.Name is not null) || !value.shape.SequenceEqual(Axes.Select(static axis => axis.Size))))
        {
            throw new OnnxExportException(
                $"Exporting input '{Name}': its Default is {value.dtype} [{string.Join(", ", value.shape)}], declared is {Type} [{string.Join(", ", Axes)}]. "
                + "Give a default of the declared type and of fixed sizes.");
        }
    }
}
