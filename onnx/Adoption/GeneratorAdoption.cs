using System.Globalization;
using Gans.Formats;

namespace Gans.Onnx.Adoption;

/// <summary>How a foreign network that makes images becomes a generator.</summary>
public sealed record GeneratorAdoption : AdoptionOptions
{
    /// <summary>The input that becomes <c>z</c>, [N, ...] of real numbers; null where one alone can be.</summary>
    public string? Latents { get; init; }

    /// <summary>The law of the latents that it was trained on.</summary>
    public LatentDistribution LatentDistribution { get; init; }

    /// <summary>The input that becomes <c>labels</c>: whole numbers [N] or [N, 1], or [N, K] with a one at the class; null for none.</summary>
    public string? Labels { get; init; }

    /// <summary>Number of classes, where the input does not say it; null where it does, or there are none.</summary>
    public int? Classes { get; init; }

    /// <inheritdoc/>
    internal override string Settings => string.Create(
        CultureInfo.InvariantCulture, $"z {Latents} labels {Labels} classes {Classes} images {Images} {Black}..{White} channels last {ChannelsLast}");
}
