using Gans.Formats;

namespace Gans.Preprocessing.Packing;

/// <summary>Turns one decoded input into what a pack stores. Threads call it side by side.</summary>
internal interface IInputTransform
{
    /// <summary>Height of what it makes in pixels.</summary>
    int Height { get; }

    /// <summary>Width of what it makes in pixels.</summary>
    int Width { get; }

    /// <summary>1 (grey) or 3 (RGB).</summary>
    int Channels { get; }

    /// <summary>Whether each image comes with a second one.</summary>
    bool HasPairs { get; }

    /// <summary>All that it does, for a person to read. Two that make different images have different descriptions.</summary>
    string Description { get; }

    /// <summary>How inputs are to be decoded.</summary>
    DecodeOptions Decoding { get; }

    /// <summary>Makes the images of one input.</summary>
    /// <param name="image">The input, which may be changed.</param>
    /// <returns>None, one or more.</returns>
    /// <exception cref="InvalidInputException">The input is to be left out; the message is the reason.</exception>
    IReadOnlyList<PackRow> Apply(Image image);
}

/// <summary>An image of a pack.</summary>
/// <param name="Image">The image.</param>
/// <param name="Pair">Its second one where the pack has pairs.</param>
/// <param name="ReachesBeyond">Whether a part of it lies beyond the edge of what it was cut out of, and is made up.</param>
internal readonly record struct PackRow(Image Image, Image? Pair = null, bool ReachesBeyond = false);
