using System.Collections.Immutable;
using System.Globalization;

namespace Gans.Torch;

/// <summary>Sizes of a tensor, outermost axis first: [N, C, H, W] for images.</summary>
public readonly struct Shape : IEquatable<Shape>
{
    private readonly ImmutableArray<long> sizes;

    /// <summary>Creates a shape.</summary>
    /// <param name="sizes">The sizes, outermost first; none for a scalar.</param>
    public Shape(params ReadOnlySpan<long> sizes)
    {
        this.sizes = [.. sizes];
    }

    /// <summary>Number of axes.</summary>
    public int Rank => sizes.Length;

    /// <summary>Number of elements.</summary>
    public long Count
    {
        get
        {
            var count = 1L;
            foreach (var size in sizes)
            {
                count = checked(count * size);
            }

            return count;
        }
    }

    /// <summary>The sizes as a span.</summary>
    public ReadOnlySpan<long> Sizes => sizes.AsSpan();

    /// <summary>Size of one axis; <c>shape[^1]</c> is the innermost.</summary>
    /// <param name="axis">The axis.</param>
    public long this[Index axis] => sizes[axis.GetOffset(sizes.Length)];

    /// <summary>Whether the shapes are equal.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether the shapes differ.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>Takes a rank 2 shape apart.</summary>
    /// <param name="axes">Names of the axes, for the message.</param>
    /// <exception cref="ShapeException">The rank is another.</exception>
    public (long First, long Second) Expect2(string axes) => Rank == 2 ? (sizes[0], sizes[1]) : throw WrongRank(2, axes);

    /// <summary>Takes a rank 4 shape apart.</summary>
    /// <param name="axes">Names of the axes, for the message.</param>
    /// <exception cref="ShapeException">The rank is another.</exception>
    public (long First, long Second, long Third, long Fourth) Expect4(string axes) =>
        Rank == 4 ? (sizes[0], sizes[1], sizes[2], sizes[3]) : throw WrongRank(4, axes);

    /// <inheritdoc/>
    public bool Equals(Shape other) => Sizes.SequenceEqual(other.Sizes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var size in sizes)
        {
            hash.Add(size);
        }

        return hash.ToHashCode();
    }

    /// <summary>The sizes in brackets: <c>[64, 1, 28, 28]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)))}]";

    private ShapeException WrongRank(int rank, string axes) => new($"A tensor of shape {this} was given where [{axes}] (rank {rank}) is needed.");
}
