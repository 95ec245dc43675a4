using System.Globalization;
using Gans.Formats;

namespace Gans.Onnx.Adoption;

/// <summary>How a foreign network that looks at images becomes an extractor.</summary>
/// <remarks>
/// Images come in the range of <see cref="AdoptionOptions.Black"/> to <see cref="AdoptionOptions.White"/>; then each channel x becomes (x - mean) / deviation,
/// in nodes that are put before the network.
/// </remarks>
public sealed record ExtractorAdoption : AdoptionOptions
{
    /// <summary>What is taken from each channel, red first, in the range of the images: one number, or one a channel; empty for nothing.</summary>
    public IReadOnlyList<double> Mean { get; init; } = [];

    /// <summary>What each channel is divided by after that, red first: one number, or one a channel; empty for nothing.</summary>
    public IReadOnlyList<double> Deviation { get; init; } = [];

    /// <summary>Whether the network takes blue first, as those do that came from Caffe or OpenCV.</summary>
    public bool BlueFirst { get; init; }

    /// <summary>How images reach the network's size.</summary>
    public ResizeRule Resize { get; init; } = ResizeRule.Clean;

    /// <summary>Height and width of the images, where the file leaves them free; null where it says them.</summary>
    public int? Side { get; init; }

    /// <summary>
    /// The value that becomes <c>features</c>, an output or any inner one: [N, D], or [N, D, h, w], whose mean over positions is taken; null for the only
    /// output.
    /// </summary>
    public string? Features { get; init; }

    /// <summary>The value that becomes <c>logits</c>, [N, K] before any softmax; null for none.</summary>
    public string? Logits { get; init; }

    /// <summary>A file that runs before, from images to what the network takes; null for none.</summary>
    public string? Before { get; init; }

    /// <inheritdoc/>
    internal override string Settings => string.Create(
        CultureInfo.InvariantCulture,
        $"images {Images} {Black}..{White} mean {string.Join(',', Mean)} deviation {string.Join(',', Deviation)} blue first {BlueFirst} "
        + $"channels last {ChannelsLast} side {Side} features {Features} logits {Logits}");
}
