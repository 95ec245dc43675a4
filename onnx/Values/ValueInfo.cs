using static TorchSharp.torch;

namespace Gans.Onnx;

/// <summary>What is known of a value when the file is written.</summary>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Sizes, outermost first.</param>
/// <param name="Contents">The elements of an Int64 value of one axis or none, where they are known: sizes, axes, pads.</param>
internal sealed record ValueInfo(ScalarType Type, IReadOnlyList<Dimension> Shape, IReadOnlyList<Dimension>? Contents = null)
{
    /// <summary>The elements of a small stored Float32 value of one axis, as the factors of a resize are.</summary>
    public IReadOnlyList<float>? Scales { get; init; }

    /// <summary>Number of axes.</summary>
    public int Rank => Shape.Count;

    /// <inheritdoc/>
    public override string ToString() => $"{Type} {Shape.Text()}";
}
