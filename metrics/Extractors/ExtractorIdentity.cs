using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>What scores were computed with: only scores of equal identities compare.</summary>
/// <param name="Name">The extractor, such as <c>inception-v3</c>.</param>
/// <param name="WeightsSha256">SHA-256 of its weights, lower-case hexadecimal.</param>
/// <param name="Resize">How images reached its size.</param>
public sealed record ExtractorIdentity(string Name, string WeightsSha256, ResizeRule Resize)
{
    private const int ShownDigits = 12;

    /// <summary>One line for messages: name, first digits of the weights' digest, resize rule.</summary>
    public override string ToString() => $"{Name} (weights {WeightsSha256[..Math.Min(ShownDigits, WeightsSha256.Length)]}, resize {Resize.ToWord()})";

    /// <summary>All of it in one line for files.</summary>
    internal string ToLine() => $"{WeightsSha256} {Resize.ToWord()} {Name}";

    /// <summary>Reads <see cref="ToLine"/>; null where it is something else.</summary>
    internal static ExtractorIdentity? FromLine(string line) =>
        line.Split(' ', 3) is [var digest, var resize, var name] && EnumWords.TryParse<ResizeRule>(resize) is { } rule
        ? new ExtractorIdentity(name, digest, rule)
        : null;
}
