using System.Collections.Immutable;
using Gans.Formats;
using Gans.Inference;
using NumberDomain = Gans.Models.NumberDomain;

namespace Gans.Pipeline.Stages;

/// <summary>Options that the stages which draw with a generator share, and what they mean to it.</summary>
internal static class PictureOptions
{
    /// <summary>The most rows, columns or steps of a picture.</summary>
    public const int LargestSide = 10_000;

    public static readonly StageOption<long> Seed = StageOption.WholeNumber(
        "seed", "Names the latents: the same seed gives the same images", value: 1, minimum: 0, long.MaxValue);

    public static readonly StageOption<double?> Truncation = StageOption.OptionalNumber(
        "truncation",
        "Draw latent values beyond this again: likelier images, less variety",
        new NumberDomain(LatentSource.LeastTruncation));

    public static readonly StageOption<long> Scale = StageOption.WholeNumber(
        "scale", "Enlarge each pixel of a picture to so many", value: 1, minimum: 1, 1_000);
    public static readonly StageOption<bool> Invert = StageOption.Flag("invert", "Show a picture in reversed grey, dark on white");

    /// <summary>Classes, one a row of the picture.</summary>
    public static readonly StageOption<ImmutableArray<ClassWord>> RowLabels = StageOption.ClassList(
        "labels", "Classes of the rows, by number or name, repeated in turn; not given: all in turn");

    /// <summary>Categories of codes, one a row of the picture.</summary>
    public static readonly StageOption<ImmutableArray<int>> RowCodes = StageOption.WholeNumberList(
        "codes", "0,1,2", "Code categories of the rows, repeated in turn; not given: all in turn");

    /// <summary>The generator that every such stage reads.</summary>
    public static StageInput Model { get; } = new("model", "FILE.onnx", "an exported generator") { Suffixes = [".onnx"] };

    /// <summary>Loads the generator.</summary>
    public static Generator Load(StageCall work) =>
        Generator.Load(ModelPath.Require(work.Input(Model.Name)), new GeneratorOptions { Device = work.Values.Require(StageOption.Device) });

    /// <summary>Refuses more images than there is room for, before anything is made of them.</summary>
    /// <param name="generator">What makes them.</param>
    /// <param name="count">How many.</param>
    /// <param name="options">The options that ask for them, with their values.</param>
    /// <exception cref="InvalidInputException">Their values do not fit into one array, or into memory.</exception>
    public static void RequireRoom(Generator generator, long count, string options)
    {
        var (sampleSize, valueSize) = generator.VectorSize > 0
            ? (generator.VectorSize, sizeof(float))
            : ((long)generator.Height * generator.Width * generator.Channels, sizeof(byte));
        RequireRoom(generator.Info, sampleSize, valueSize, (long)generator.LatentSize + generator.Codes.Size, count, options);
    }

    /// <inheritdoc cref="RequireRoom(Generator, long, string)"/>
    public static void RequireRoom(StyleGenerator generator, long count, string options) => RequireRoom(
        generator.Info,
        (long)generator.Height * generator.Width * generator.Channels,
        sizeof(byte),
        (long)generator.Styles.Layers * generator.Styles.Size,
        count,
        options);

    private static void RequireRoom(ModelInfo model, long sampleSize, int valueSize, long inputSize, long count, string options)
    {
        var most = Array.MaxLength / Math.Max(sampleSize, inputSize);
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        most = Math.Min(most, memory / (sampleSize * valueSize + inputSize * sizeof(float)));
        if (count > most)
        {
            throw new InvalidInputException(
                $"Drawing with {model.Name}: found {options}, which is {Counted.Of(count, "sample")}, "
                + $"needed {Counted.Of(most, "sample")} of this size at most. Draw them in parts.");
        }
    }

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
    public static long[] Labels(Generator generator, ImmutableArray<ClassWord> given, IEnumerable<int> turns)
    {
        if (given.IsDefaultOrEmpty)
        {
            return generator.Classes == 0 ? [] : [.. turns.Select(turn => (long)turn % generator.Classes)];
        }

        if (generator.Classes == 0)
        {
            throw new InvalidInputException($"Drawing with {generator.Info.Name}: found labels, but this generator knows no classes. Leave the labels out.");
        }

        long[] classes = [.. given.Select(word => (long)word.In(generator.Info))];
        return [.. turns.Select(turn => classes[turn % classes.Length])];
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
