namespace Gans.Inference.Metrics;

/// <summary>The parts of the real images between which floors are computed.</summary>
/// <param name="Drawn">Images that stand for generated ones.</param>
/// <param name="Compared">Images that they are compared with.</param>
public sealed record FloorParts(long Drawn, long Compared)
{
    /// <summary>For a person: <c>what 5,000 real images score against 5,000 others</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"what {Drawn:N0} real images score against {Compared:N0} others");
}
