using System.Collections.Immutable;
using Gans.Formats;
using Gans.Inference;

namespace Gans.Pipeline.Stages;

/// <summary>Options that the stages which draw with a generator share, and what they mean to it.</summary>
internal static class PictureOptions
{
    public static readonly StageOption<long> Seed = StageOption.WholeNumber(
        "seed", "Names the latents: the same seed gives the same images", value: 1, minimum: 0, long.MaxValue, "S");

    public static readonly StageOption<double?> Truncation = StageOption.OptionalNumber(
        "truncation", "Draw latent values beyond this again: likelier images, less variety", LatentSource.LeastTruncation);

    public static readonly StageOption<long> Scale = StageOption.WholeNumber("scale", "Enlarge each pixel of a picture to so many", value: 1, minimum: 1);
    public static readonly StageOption<bool> Invert = StageOption.Flag("invert", "Show a picture in reversed grey, dark on white");

    /// <summary>Classes, one a row of the picture.</summary>
    public static readonly StageOption<ImmutableArray<int>> RowLabels = StageOption.WholeNumberList(
        "labels", "0,1,2", "Classes of the rows, repeated in turn; not given: all in turn");

    /// <summary>Categories of codes, one a row of the picture.</summary>
    public static readonly StageOption<ImmutableArray<int>> RowCodes = StageOption.WholeNumberList(
        "codes", "0,1,2", "Code categories of the rows, repeated in turn; not given: all in turn");

    /// <summary>The generator that every such stage reads.</summary>
    public static StageInput Model { get; } = new("model", "FILE.onnx", "an exported generator") { Suffixes = [".onnx"] };

    /// <summary>Loads the generator.</summary>
    public static Generator Load(StageCall work) =>
        Generator.Load(work.Input(Model.Name), new GeneratorOptions { Device = work.Values.Require(StageOption.Device) });

    /// <summary>The latents that the options name.</summary>
    public static LatentSource Latents(Generator generator, StageValues values, long? seed = null) =>
        generator.Latents(seed ?? values.Require(Seed), values.Get(Truncation));

    /// <summary>How a picture of so many columns is laid out.</summary>
    public static GridOptions Grid(StageValues values, int? columns) =>
        new() { Columns = columns, Scale = (int)values.Require(Scale), Invert = values.Require(Invert) };

    /// <summary>
    /// The class of each image, by the number that stands for its class: in turn among those given, else among all; none where the generator has none.
    /// </summary>
    /// <exception cref="InvalidInputException">Classes are given, and the generator has none.</exception>
    public static long[] Labels(Generator generator, ImmutableArray<int> given, IEnumerable<int> turns)
    {
        if (given.IsDefaultOrEmpty)
        {
            return generator.Classes == 0 ? [] : [.. turns.Select(turn => (long)turn % generator.Classes)];
        }

        return generator.Classes > 0
            ? [.. turns.Select(turn => (long)given[turn % given.Length])]
            : throw new InvalidInputException($"Drawing with {generator.Info.Name}: found labels, but this generator knows no classes. Leave the labels out.");
    }

    /// <summary>Codes as they are, but of the categories given, in turn.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="given">The categories; none to leave the codes alone.</param>
    /// <param name="turns">The number that stands for each code's category.</param>
    /// <param name="codes">[N, code]; changed.</param>
    /// <exception cref="InvalidInputException">Codes have no category, or not that one.</exception>
    public static float[] SetCategories(Generator generator, ImmutableArray<int> given, IEnumerable<int> turns, float[] codes)
    {
        var layout = generator.Codes;
        if (given.IsDefaultOrEmpty)
        {
            return codes;
        }

        if (layout.Categories == 0 || given.Max() >= layout.Categories)
        {
            var finding = layout.Categories == 0
                ? "found codes, but this generator's have no categories. Leave the codes out."
                : $"code {given.Max()}, needed 0 to {layout.Categories - 1}. Change the codes.";
            throw new InvalidInputException($"Drawing with {generator.Info.Name}: {finding}");
        }

        foreach (var (turn, i) in turns.Select((turn, i) => (turn, i)))
        {
            layout.SetCategory(codes.AsSpan(i * layout.Size, layout.Size), given[turn % given.Length]);
        }

        return codes;
    }

    /// <summary>Codes of the categories given, else of all, in turn, with numbers of 0; none where the generator takes none.</summary>
    /// <inheritdoc cref="SetCategories" path="/exception"/>
    public static float[] Codes(Generator generator, ImmutableArray<int> given, IReadOnlyCollection<int> turns)
    {
        ImmutableArray<int> all = [.. Enumerable.Range(0, generator.Codes.Categories)];
        return SetCategories(generator, given.IsDefaultOrEmpty ? all : given, turns, new float[turns.Count * generator.Codes.Size]);
    }
}
