using static TorchSharp.torch;

namespace Gans.Onnx;

/// <summary>A value of the graph: an input, a stored tensor, or a node's result.</summary>
public sealed class OnnxValue
{
    internal OnnxValue(string name, ValueInfo info)
    {
        Name = name;
        Info = info;
    }

    /// <summary>Its name in the file; that of a result which is an output of the file becomes the output's at the end.</summary>
    public string Name { get; internal set; }

    /// <summary>Its element type.</summary>
    public ScalarType Type => Info.Type;

    /// <summary>Its sizes, outermost first, for every batch size.</summary>
    public IReadOnlyList<Dimension> Shape => Info.Shape;

    /// <summary>Number of axes.</summary>
    public int Rank => Shape.Count;

    /// <summary>The sizes in brackets: <c>[N, 1, 28, 28]</c>.</summary>
    public string ShapeText => Shape.Text();

    /// <summary>Whether every size is the same for every batch size.</summary>
    public bool HasFixedShape => Shape.All(static size => size.IsConstant);

    internal ValueInfo Info { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Type} {ShapeText}";
}
