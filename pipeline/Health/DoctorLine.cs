namespace Gans.Pipeline.Health;

/// <summary>One line of <c>gans doctor</c>.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="State">In a word or two: a version, a size, <c>missing</c>.</param>
/// <param name="Text">Where it is and what else is to say, or how to mend it.</param>
/// <param name="IsMissing">Whether it is needed here and is not there.</param>
internal sealed record DoctorLine(string Name, string State, string Text, bool IsMissing = false);
