using Gans.Pipeline.Planning;

namespace Gans.Pipeline.Tests.Doubles;

/// <summary>Knows the digests that a test gives it; nothing else exists.</summary>
internal sealed class FixedHasher : Dictionary<string, string>, IContentHasher
{
    public string? Digest(string path) => TryGetValue(path, out var digest) ? digest : null;
}
