using System.Security.Cryptography;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>The images of a dataset pack.</summary>
internal sealed class PackSource(string path, DatasetPack pack) : ImageSource
{
    /// <inheritdoc/>
    internal override string Path => path;

    /// <inheritdoc/>
    internal override SourceKind Kind => SourceKind.Pack;

    /// <inheritdoc/>
    internal override long Count => pack.Count;

    /// <inheritdoc/>
    internal override int Classes => pack.ClassNames.Count;

    /// <inheritdoc/>
    internal override long LabelOf(long index) => pack.GetLabel(index);

    /// <inheritdoc/>
    internal override string Digest(CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([.. new long[] { pack.Height, pack.Width, pack.Channels }.SelectMany(BitConverter.GetBytes)]);
        for (var i = 0L; i < pack.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(pack.GetImage(i));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public override void Dispose() => pack.Dispose();

    /// <inheritdoc/>
    protected override Image LoadOne(long index) => new(pack.Height, pack.Width, pack.Channels, pack.GetImage(index).ToArray());
}
