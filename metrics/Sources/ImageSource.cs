using System.Security.Cryptography;
using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>Images under indices 0 to <see cref="Count"/> - 1. Threads may load side by side.</summary>
internal abstract class ImageSource : IDisposable
{
    /// <summary>What was named.</summary>
    internal abstract string Path { get; }

    /// <summary>What kind of images it names.</summary>
    internal abstract SourceKind Kind { get; }

    /// <summary>Number of images, readable or not; 1 or more.</summary>
    internal abstract long Count { get; }

    /// <summary>Number of classes of the labels; 0 without, and where labels are values of a code.</summary>
    internal virtual int Classes => 0;

    /// <summary>Whether images have labels.</summary>
    internal virtual bool HasLabels => Classes > 0;

    /// <summary>The class of an image, or the value of its code's category.</summary>
    internal virtual long LabelOf(long index) => throw new InvalidOperationException($"{Path} has no labels; look at HasLabels first.");

    /// <summary>An image's name for messages.</summary>
    internal virtual string NameOf(long index) => $"image {index} of {Path}";

    /// <summary>Loads consecutive images.</summary>
    /// <param name="start">Index of the first.</param>
    /// <param name="count">How many.</param>
    /// <param name="skipBad">Gives null and the reason for what cannot be read, instead of stopping at it.</param>
    /// <param name="cancellation">Looked at between images.</param>
    /// <exception cref="InvalidInputException">One cannot be read, and <paramref name="skipBad"/> is off.</exception>
    internal virtual LoadedImage[] Load(long start, int count, bool skipBad, CancellationToken cancellation)
    {
        var images = new LoadedImage[count];
        for (var i = 0; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                images[i] = new(start + i, LoadOne(start + i), null);
            }
            catch (InvalidInputException e) when (skipBad)
            {
                images[i] = new(start + i, null, e.Message);
            }
            catch (InvalidInputException e)
            {
                throw new InvalidInputException($"{e.Message} Or skip such images (--skip-bad).", e);
            }
        }

        return images;
    }

    /// <summary>SHA-256 of all that decides what the images are, their names not among it; lower-case hexadecimal.</summary>
    /// <param name="cancellation">Looked at between files.</param>
    internal abstract string Digest(CancellationToken cancellation);

    /// <summary>SHA-256 of a file's content.</summary>
    /// <exception cref="InvalidInputException">It is gone, or may not be read.</exception>
    private protected static string DigestOf(string path)
    {
        using var file = InputFile.Open(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Loads one image.</summary>
    protected abstract Image LoadOne(long index);
}

/// <summary>What came of loading an image.</summary>
/// <param name="Index">Which.</param>
/// <param name="Image">The image; null if it cannot be read.</param>
/// <param name="Problem">Why not; null if it can.</param>
internal readonly record struct LoadedImage(long Index, Image? Image, string? Problem);
