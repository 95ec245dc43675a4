using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>A random choice of another source's images, in their order there: the first ones of a sorted set would be of one class.</summary>
internal sealed class SampledSource : ImageSource
{
    private readonly ImageSource source;
    private readonly long seed;
    private readonly long[] indices;

    /// <param name="source">The images; owned from now on.</param>
    /// <param name="count">How many to choose, fewer than it has.</param>
    /// <param name="seed">Names the choice.</param>
    internal SampledSource(ImageSource source, int count, long seed)
    {
        (this.source, this.seed) = (source, seed);
        indices = new SeededDraws(seed, DrawPurpose.Sample).Subset(source.Count, count);
        indices.AsSpan().Sort();
    }

    /// <inheritdoc/>
    internal override string Path => source.Path;

    /// <inheritdoc/>
    internal override SourceKind Kind => source.Kind;

    /// <inheritdoc/>
    internal override long Count => indices.Length;

    /// <inheritdoc/>
    internal override int Classes => source.Classes;

    /// <inheritdoc/>
    internal override long LabelOf(long index) => source.LabelOf(indices[index]);

    /// <inheritdoc/>
    internal override string NameOf(long index) => source.NameOf(indices[index]);

    /// <inheritdoc/>
    internal override LoadedImage[] Load(long start, int count, bool skipBad, CancellationToken cancellation) =>
        [.. Enumerable.Range(0, count).Select(i => source.Load(indices[start + i], 1, skipBad, cancellation)[0] with { Index = start + i })];

    /// <inheritdoc/>
    internal override string Digest(CancellationToken cancellation)
    {
        var chosen = string.Create(CultureInfo.InvariantCulture, $"{source.Digest(cancellation)} {indices.Length} {seed}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(chosen)));
    }

    /// <inheritdoc/>
    public override void Dispose() => source.Dispose();

    /// <inheritdoc/>
    protected override Image LoadOne(long index) => Load(index, 1, skipBad: false, CancellationToken.None)[0].Image!;
}
