using System.Globalization;

namespace Gans.Pipeline.Running;

/// <summary>How far work is that can be gone on with.</summary>
/// <param name="Done">What is done, 0 or more.</param>
/// <param name="Total">What is to be done in all.</param>
/// <param name="Unit">What is counted, in the plural, such as <c>steps</c>.</param>
internal sealed record WorkProgress(long Done, long Total, string Unit)
{
    /// <summary>How long that took; null where it is not known.</summary>
    public TimeSpan? Spent { get; init; }

    /// <summary>How long the rest takes at the pace of what is done; null where that is not known.</summary>
    public TimeSpan? Left => Spent is { } spent && Done > 0 && Done <= Total ? spent * ((double)(Total - Done) / Done) : null;

    /// <summary><c>1,240 of 2,000 steps</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Done:#,0} of {Total:#,0} {Unit}");
}
