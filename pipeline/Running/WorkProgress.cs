using System.Globalization;

namespace Gans.Pipeline.Running;

/// <summary>How far work is that can be gone on with.</summary>
/// <param name="Done">What is done, 0 or more.</param>
/// <param name="Total">What is to be done in all.</param>
/// <param name="Unit">What is counted, in the plural, such as <c>steps</c>.</param>
internal sealed record WorkProgress(long Done, long Total, string Unit)
{
    /// <summary><c>1,240 of 2,000 steps</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Done:#,0} of {Total:#,0} {Unit}");
}
