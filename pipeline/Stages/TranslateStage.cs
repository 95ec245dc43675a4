using System.Collections.Immutable;
using Gans.Formats;
using Gans.Inference;
using NumberDomain = Gans.Models.NumberDomain;

namespace Gans.Pipeline.Stages;

/// <summary>Translates a picture, or all pictures of a folder, with an exported translator.</summary>
internal sealed class TranslateStage : BuiltInStage
{
    private const string ListName = "translated.txt";
    private const string Left = "left", Right = "right";

    private static readonly TranslatorOptions Defaults = new();

    private static readonly StageOption<long> NoiseSeed = StageOption.WholeNumber(
        "noise_seed", "Names the noise, where the model has any: the same seed gives the same pictures", value: 0, minimum: 0, long.MaxValue);
    private static readonly StageOption<TranslationFit> Fit = StageOption.Choice(
        "fit",
        "What is done with pictures of other sizes than the model's: translated in tiles that are blended, or resized to the model's size",
        Defaults.Fit);
    private static readonly StageOption<double> Overlap = StageOption.Number(
        "overlap", "How much of a tile its neighbours share at least", Defaults.Overlap, new NumberDomain(most: 0.5));
    private static readonly StageOption<ResizeFilter> Filter = StageOption.Choice("resize", "The kernel that resizes, where pictures are", Defaults.Filter);
    private static readonly StageOption<string> Half = StageOption.OptionalChoice(
        "half", "Translate one half of each picture only, of such as hold a source and its target side by side", [Left, Right]);
    private static readonly StageOption<bool> GreyAsColour = StageOption.Flag("grey_as_colour", "Take grey pictures as colour ones of equal channels");
    private static readonly StageOption<bool> Compare = StageOption.Flag(
        "compare", "Write the source, the result and, where a half is translated, the other one side by side, each with a title");

    /// <inheritdoc/>
    public override string Name => "translate";

    /// <inheritdoc/>
    public override int Version => 1;

    /// <inheritdoc/>
    public override string Summary => "Translate a picture, or a folder of them, with an exported translator.";

    /// <inheritdoc/>
    public override string Example => "gans translate --model artifacts/maps/generator.onnx --in photos --out maps";

    /// <inheritdoc/>
    public override ImmutableArray<StageInput> Inputs { get; } =
    [
        new("model", "FILE.onnx", "an exported translator") { Suffixes = [".onnx"] },
        new("in", "IMAGE|DIR", "a picture, or a folder of pictures"),
    ];

    /// <inheritdoc/>
    public override StageOutput Output { get; } = new(
        "IMAGE|DIR",
        $"a picture (.png, .jpg), or a folder of PNG files named as the pictures, with {ListName}, which tells what became of each");

    /// <inheritdoc/>
    public override ImmutableArray<StageOption> Options { get; } = [NoiseSeed, Fit, Overlap, Filter, Half, GreyAsColour, Compare, StageOption.Device];

    /// <inheritdoc/>
    public override bool TellsInputs => false;

    /// <inheritdoc/>
    public override bool UsesAllCores => true;

    /// <inheritdoc/>
    public override string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        var values = work.Values;
        var input = work.Input("in");
        using var translator = Translator.Load(ModelPath.Require(work.Input("model")), new TranslatorOptions
        {
            Device = values.Require(StageOption.Device),
            Fit = values.Require(Fit),
            Overlap = values.Require(Overlap),
            Filter = values.Require(Filter),
        });
        progress.Report(new StageProgress("translating", 0, 0));
        return Directory.Exists(input)
            ? TranslateFolder(translator, input, work, progress, cancellation)
            : TranslateFile(translator, input, work, cancellation);
    }

    private static string TranslateFile(Translator translator, string path, StageCall work, CancellationToken cancellation)
    {
        foreach (var file in Translate(translator, [path], work, cancellation))
        {
            var result = file.Result ?? throw InvalidInputException.Reading(path, file.Problem!);
            ImageCodec.Save(Picture(file, translator, work), work.Output);
            return $"{result.Height}x{result.Width}x{result.Channels}";
        }

        throw new InvalidOperationException("One file gives one answer.");
    }

    private static string TranslateFolder(
        Translator translator, string folder, StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        string[] names = [.. PictureFiles.In(folder).Select(static file => file.Name)];
        string[] results = [.. ResultsOf(names)];
        if (names.Length == 0)
        {
            throw new InvalidInputException($"Translating {folder}: found no picture, needed a JPEG, PNG or WebP file. Check --in.");
        }

        RequireOurs(work.Output);
        using var target = new AtomicFolder(work.Output);
        var (done, problems, list) = (0, new List<string>(), new List<string>());
        foreach (var file in Translate(translator, names.Select(name => Path.Combine(folder, name)), work, cancellation))
        {
            var (name, resultName) = (names[done], results[done]);
            done++;
            if (file.Problem is { } problem)
            {
                problems.Add($"{name}: {problem}");
                list.Add(problems[^1]);
            }
            else
            {
                var path = Path.Combine(target.WorkPath, resultName);
                list.Add($"{name} -> {resultName}");
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                ImageCodec.Save(Picture(file, translator, work), path);
            }

            progress.Report(new StageProgress("translating", done, names.Length, problems.Count > 0 ? $"{problems.Count} left out" : null));
        }

        if (problems.Count == names.Length)
        {
            throw new InvalidInputException($"Translating {folder}: found no picture that can be used, needed at least one; {problems[0]}");
        }

        File.WriteAllLines(Path.Combine(target.WorkPath, ListName), list);
        target.Commit();
        problems.ForEach(work.Print);
        var left = problems.Count > 0 ? $"; {Counted.Of(problems.Count, "file")} of {names.Length} left out, named above" : "";
        return $"{Counted.Of(names.Length - problems.Count, "picture")}{left}";
    }

    private static IEnumerable<TranslatedFile> Translate(Translator translator, IEnumerable<string> paths, StageCall work, CancellationToken cancellation) =>
        translator.TranslateFiles(paths, work.Values.Require(NoiseSeed), image => Prepare(image, translator, work.Values), cancellation);

    /// <summary>Cuts the half out, and makes grey colour where that is asked for.</summary>
    private static Image Prepare(Image image, Translator translator, StageValues values)
    {
        if (values.Get(Half) is { } half)
        {
            image = HalfOf(image, half == Left);
        }

        return translator.Channels == 3 && image.Channels == 1 && values.Require(GreyAsColour) ? image.ToRgb() : image;
    }

    private static Image HalfOf(Image image, bool isLeft)
    {
        var half = image.Width / 2;
        return image.Width % 2 == 0
            ? image.Crop(0, isLeft ? 0 : half, image.Height, half)
            : throw new InvalidInputException($"found a width of {image.Width} pixels, needed an even one: two pictures side by side. Leave out --half.");
    }

    /// <summary>What is written for a file: the result, or all that there is to compare.</summary>
    private static Image Picture(TranslatedFile file, Translator translator, StageCall work)
    {
        var values = work.Values;
        if (!values.Require(Compare))
        {
            return file.Result!;
        }

        List<(string Title, Image Image)> shown = [("Source", file.Source!), ("Generated", file.Result!)];
        if (values.Get(Half) is { } half)
        {
            shown.Add(("Expected", HalfOf(ImageCodec.Load(file.Path), half != Left)));
        }

        return TitledPicture.Compose(shown, translator.Channels, file.Result!.Height, file.Result.Width, values.Require(Filter));
    }

    /// <summary>Refuses to replace a folder that no such call wrote: the photos themselves, say.</summary>
    private static void RequireOurs(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && !File.Exists(Path.Combine(folder, ListName)))
        {
            throw new InvalidInputException(
                $"Writing {folder}: found a folder without {ListName}, needed a new one, or one that gans translate wrote. Choose another name.");
        }
    }

    /// <summary>The names with another ending; where two differ by their endings alone, with both.</summary>
    private static IEnumerable<string> ResultsOf(string[] names)
    {
        var uses = names.CountBy(PngOf).ToDictionary();
        return names.Select(name => uses[PngOf(name)] > 1 ? name + ".png" : PngOf(name));

        static string PngOf(string name) => Path.ChangeExtension(name, ".png");
    }
}
