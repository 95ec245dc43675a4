namespace Gans.Inference;

/// <summary>An input or output that a model file declares.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="ElementType">NumPy's word for the element type (<c>float32</c>, <c>uint8</c>, <c>int64</c> ...), or <c>type 16</c> for a rarer one; empty where
/// it is not a tensor.</param>
/// <param name="Shape">Its axes, outermost first.</param>
public sealed record TensorDeclaration(string Name, string ElementType, IReadOnlyList<TensorAxis> Shape)
{
    /// <summary>The declaration as a person writes it: <c>z float32 [N, 100]</c>.</summary>
    public override string ToString() => $"{Name} {ElementType} [{string.Join(", ", Shape)}]";
}

/// <summary>One axis of a declared tensor.</summary>
/// <param name="Size">Its fixed size, or null where it is free.</param>
/// <param name="Symbol">The name of a free axis, such as <c>N</c>; empty where it has none.</param>
public readonly record struct TensorAxis(long? Size, string Symbol)
{
    /// <summary>The size, the name, or <c>?</c>.</summary>
    public override string ToString() => Size?.ToString() ?? (Symbol.Length > 0 ? Symbol : "?");
}
