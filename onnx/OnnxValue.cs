using static TorchSharp.torch;

namespace Gans.Onnx;

/// <summary>A value of the graph: an input, a stored tensor, or a node's result.</summary>
public sealed class OnnxValue
{
    internal OnnxValue(string name, ScalarType type, IReadOnlyList<Dimension> shape)
    {
        Name = name;
        Type = type;
        Shape = shape;
    }

    /// <summary>Its name in the file.</summary>
    public string Name { get; internal set; }

    /// <summary>Its element type.</summary>
    public ScalarType Type { get; }

    /// <summary>Its sizes, outermost first, for every batch size.</summary>
    public IReadOnlyList<Dimension> Shape { get; }

    /// <summary>Number of axes.</summary>
    public int Rank => Shape.Count;

    /// <summary>The sizes in brackets: <c>[N, 1, 28, 28]</c>.</summary>
    public string ShapeText => $"[{string.Join(", ", Shape)}]";

    /// <summary>Whether every size is the same for every batch size.</summary>
    public bool HasFixedShape => Shape.All(static size => size.IsConstant);

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Type} {ShapeText}";
}
