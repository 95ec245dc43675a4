using Gans.Formats;
using Gans.Inference;
using NumberDomain = Gans.Models.NumberDomain;

namespace Gans.Pipeline.Stages;

/// <summary>Options and inputs that the stages which work with styles share.</summary>
internal static class StyleOptions
{
    public static readonly StageOption<double?> Psi = StageOption.OptionalNumber(
        "psi", "How far styles are from their average: 1 as trained, less for likelier images and less variety", new NumberDomain(-2, 2));

    public static readonly StageOption<NoiseLayers?> Noise = StageOption.OptionalChoice<NoiseLayers>(
        "noise", "Layers of a style-based generator that have noise; not given: all");

    /// <summary>The first half of a style-based generator.</summary>
    public static StageInput Mapping { get; } = new("mapping", "MAPPING.onnx", "the exported mapping network of a style-based generator")
    {
        Suffixes = ["mapping.onnx"],
    };

    /// <summary>The second half of a style-based generator.</summary>
    public static StageInput Synthesis { get; } = new("synthesis", "SYNTHESIS.onnx", "its exported synthesis network") { Suffixes = ["synthesis.onnx"] };

    /// <summary>Loads both halves.</summary>
    public static StyleGenerator Load(StageCall work) => StyleGenerator.Load(
        ModelPath.Require(work.Input(Mapping.Name)),
        ModelPath.Require(work.Input(Synthesis.Name)),
        new GeneratorOptions { Device = work.Values.Require(StageOption.Device) });

    /// <summary>The strength of each layer's noise; empty to leave it as trained.</summary>
    /// <param name="styles">The layers.</param>
    /// <param name="layers">Those that have noise; null for as trained.</param>
    public static float[] Strengths(StyleLayout styles, NoiseLayers? layers)
    {
        if (layers is not { } chosen)
        {
            return [];
        }

        var strengths = new float[Math.Max(1, styles.Layers)];   // of a generator without any, sampling says that it has none
        var on = chosen switch
        {
            NoiseLayers.All => ..,
            NoiseLayers.None => ..0,
            NoiseLayers.Coarse => styles.LayersOf(StyleGroup.Coarse),
            NoiseLayers.Middle => styles.LayersOf(StyleGroup.Middle),
            _ => styles.LayersOf(StyleGroup.Fine),
        };
        strengths.AsSpan(..styles.Layers)[on].Fill(1);
        return strengths;
    }

    /// <summary>The groups that have layers, which a small network's middle has not.</summary>
    public static StyleGroup[] Groups(StyleLayout styles) =>
        [.. Enum.GetValues<StyleGroup>().Where(group => styles.LayersOf(group).GetOffsetAndLength(styles.Layers).Length > 0)];
}
