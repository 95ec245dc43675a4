namespace Gans.Formats;

/// <summary>How far a stage has come; stages hand these to an <see cref="IProgress{T}"/>.</summary>
/// <param name="Phase">What is being done, such as <c>preparing</c>: a verb, for a person to read.</param>
/// <param name="Done">Units of work finished, 0 to <paramref name="Total"/>.</param>
/// <param name="Total">Units of work in the phase; 0 where that is not known.</param>
/// <param name="Detail">What else is worth a glance, such as a speed or a loss; null if nothing.</param>
public readonly record struct StageProgress(string Phase, long Done, long Total, string? Detail = null);
