using Gans.Formats;
using Gans.Inference;
using NumberDomain = Gans.Models.NumberDomain;

namespace Gans.Pipeline.Stages;

/// <summary>Options and inputs that the stages which work with styles share.</summary>
internal static class StyleOptions
{
    public static readonly StageOption<double?> Psi = StageOption.OptionalNumber(
        "psi",
        "How far styles are from their average: 1 as trained, less for likelier images and less variety",
        new NumberDomain(-SampleRequest.LargestPsi, SampleRequest.LargestPsi));

    public static readonly StageOption<NoiseLayers?> Noise = StageOption.OptionalChoice<NoiseLayers>(
        "noise", "Layers of a style-based generator that have noise; not given: all");

    public static readonly StageOption<LatentSpaceKind> Space = StageOption.Choice(
        "space", "Ways between what: latents z, or styles w, straight ones, of both halves of a style-based generator", LatentSpaceKind.Z);

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

    /// <summary>Refuses a call without an input that its other options ask for.</summary>
    /// <param name="work">The call.</param>
    /// <param name="input">What is needed.</param>
    /// <param name="doing">What it is needed for, to begin a message with.</param>
    /// <exception cref="InvalidInputException">It is not given.</exception>
    public static void RequireInput(StageCall work, StageInput input, string doing)
    {
        if (work.FindInput(input.Name) is null)
        {
            throw new InvalidInputException($"{doing}: found no {input.Name}, needed {input.Doc}. Give it (--{input.Name} {input.ValueName}).");
        }
    }

    /// <summary>The strength of each layer's noise; empty to leave it as trained.</summary>
    /// <param name="styles">The layers.</param>
    /// <param name="layers">Those that have noise; null for as trained.</param>
    public static float[] Strengths(StyleLayout styles, NoiseLayers? layers) => layers switch
    {
        null => [],
        NoiseLayers.All => Strengths(styles, ..),
        NoiseLayers.None => Strengths(styles, ..0),
        NoiseLayers.Coarse => Strengths(styles, styles.LayersOf(StyleGroup.Coarse)),
        NoiseLayers.Middle => Strengths(styles, styles.LayersOf(StyleGroup.Middle)),
        _ => Strengths(styles, styles.LayersOf(StyleGroup.Fine)),
    };

    /// <summary>The strength of each layer's noise where a range of layers has all of it and the others have none.</summary>
    /// <param name="styles">The layers.</param>
    /// <param name="on">Those that have noise.</param>
    public static float[] Strengths(StyleLayout styles, Range on)
    {
        var strengths = new float[Math.Max(1, styles.Layers)];   // of a generator without any, sampling says that it has none
        strengths.AsSpan(..styles.Layers)[on].Fill(1);
        return strengths;
    }

    /// <summary>The groups that have layers, which a small network's middle has not.</summary>
    public static StyleGroup[] Groups(StyleLayout styles) =>
        [.. Enum.GetValues<StyleGroup>().Where(group => styles.LayersOf(group).GetOffsetAndLength(styles.Layers).Length > 0)];
}
