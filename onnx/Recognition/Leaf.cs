namespace Gans.Onnx.Recognition;

/// <summary>An operand of an operation element by element, with its elements at the target's places.</summary>
/// <param name="Term">The operand, which may have fewer axes or sizes 1 where the target is larger.</param>
/// <param name="Sample">Its elements, repeated where it is smaller.</param>
internal sealed record Leaf(Term Term, double[] Sample)
{
    /// <summary>A curve of it.</summary>
    public Leaf Under(Curve curve) => new(curve.Of(Term), [.. Sample.Select(curve.At)]);
}
