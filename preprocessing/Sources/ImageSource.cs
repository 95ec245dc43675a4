using Gans.Formats;

namespace Gans.Preprocessing.Sources;

/// <summary>The inputs of a data set in a fixed order: files with a picture each, or rows of an array.</summary>
internal abstract class ImageSource : IDisposable
{
    /// <summary>What it is, for a person to read; names no folder.</summary>
    internal abstract string Description { get; }

    /// <summary>SHA-256 of the whole, hexadecimal; null where it is to be made of the inputs'.</summary>
    internal abstract string? Digest { get; }

    /// <summary>The same for copies of it, on whatever machine.</summary>
    internal abstract string Identity { get; }

    /// <summary>The same as long as nothing in it changed.</summary>
    internal virtual string Fingerprint => Identity;

    /// <summary>Number of inputs.</summary>
    internal abstract int Count { get; }

    /// <summary>Names of the classes, in the order of their labels; empty where inputs have none.</summary>
    internal abstract IReadOnlyList<string> ClassNames { get; }

    /// <summary>Shape of inputs that are pixels; null for files, whose shapes show when they are decoded.</summary>
    internal virtual PictureShape? PixelShape => null;

    /// <summary>Whether the source itself has a test part.</summary>
    internal virtual bool HasTestPart => false;

    /// <summary>Name of an input, with forward slashes: for messages, and for what must not depend on its place.</summary>
    internal abstract string Name(int index);

    /// <summary>Label of an input; negative where it has none though others have. Only where there are classes.</summary>
    internal abstract int Label(int index);

    /// <summary>Part of an input: train, test, val; null where the source does not say.</summary>
    internal virtual string? Split(int index) => null;

    /// <summary>Says how to read inputs, as the sequence is walked.</summary>
    /// <param name="indexes">Which, in rising order.</param>
    internal abstract IEnumerable<PendingInput> Read(IEnumerable<int> indexes);

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>An input that can be read.</summary>
/// <param name="Length">Bytes that reading it takes, as the source claims.</param>
/// <param name="MustWait">Whether it must be read by the thread that walks the sequence, before that goes on; otherwise any thread may, at any time.</param>
/// <param name="Content">Gives the content, or throws <see cref="Formats.InvalidInputException"/>.</param>
internal readonly record struct PendingInput(long Length, bool MustWait, Func<InputContent> Content);

/// <summary>Size and channels of pictures.</summary>
internal readonly record struct PictureShape(int Height, int Width, int Channels);

/// <summary>What an input holds: either the bytes of an image file or pixels.</summary>
internal readonly record struct InputContent
{
    /// <summary>The bytes of an image file.</summary>
    internal InputContent(byte[] encoded) => Encoded = encoded;

    /// <summary>Pixels.</summary>
    internal InputContent(Image pixels) => Pixels = pixels;

    /// <summary>All of an image file; null for pixels.</summary>
    internal byte[]? Encoded { get; }

    /// <summary>The image; null for a file.</summary>
    internal Image? Pixels { get; }
}
