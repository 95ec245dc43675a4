using System.Collections.Immutable;
using Gans.Torch;

namespace Gans.Training.Onnx;

/// <summary>A tensor of the recorded pass, with its shape for every batch size.</summary>
/// <param name="Id">Its number in the trace.</param>
/// <param name="Name">Path of a parameter or name of an input; else null.</param>
/// <param name="Type">Element type.</param>
/// <param name="Shape">Sizes, outermost axis first.</param>
internal sealed record GraphValue(int Id, string? Name, DType Type, ImmutableArray<Dimension> Shape)
{
    public int Rank => Shape.Length;

    /// <summary>Whether every size is the same for every batch.</summary>
    public bool HasFixedShape => Shape.All(size => size.IsConstant);

    /// <summary>An axis counted from the outermost, where a negative one counts from the innermost.</summary>
    public int Axis(long axis) => (int)(axis < 0 ? axis + Rank : axis);

    /// <summary>The sizes in brackets: <c>[N, 1, 28, 28]</c>.</summary>
    public string ShapeText => $"[{string.Join(", ", Shape)}]";
}
