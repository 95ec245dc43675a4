namespace Gans.Training;

/// <summary>One score of a generator.</summary>
/// <param name="Name">Such as <c>fid</c>.</param>
/// <param name="Value">A finite number.</param>
public sealed record RunScore(string Name, double Value);
