using static TorchSharp.torch;

namespace Gans.Models;

/// <summary>Vectors that are made as they are asked for, out of a law that is known: no two passes show the same ones.</summary>
/// <param name="name">What they are called, such as <c>parabola</c>.</param>
/// <param name="length">Numbers in a vector.</param>
/// <param name="count">Vectors of one pass, by which epochs are counted.</param>
public abstract class GeneratedData(string name, int length, long count)
{
    /// <summary>What they are called.</summary>
    public string Name { get; } = name;

    /// <summary>Vectors of one pass, by which epochs are counted: there is no end of them.</summary>
    public long Count { get; } = count;

    /// <summary>What a network has to know of them.</summary>
    public DataShape Shape { get; } = DataShape.OfVectors(length);

    /// <summary>Draws vectors by the CPU's generator of libtorch, so that a checkpoint of its state is one of the data.</summary>
    /// <param name="count">How many.</param>
    /// <returns>[N, D] on the CPU.</returns>
    public abstract Tensor Draw(int count);

    /// <summary>Whether a vector obeys the law, within the tolerance of the data's source: what makes a generator's success measurable.</summary>
    /// <param name="vector">[D].</param>
    public abstract bool Obeys(ReadOnlySpan<float> vector);
}
