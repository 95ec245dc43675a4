using System.Collections.Immutable;
using System.Globalization;
using Gans.Formats;
using Gans.Models;
using Gans.Pipeline.Pretrained;
using Gans.Preprocessing;
using Gans.Preprocessing.Faces;

namespace Gans.Pipeline.Stages;

/// <summary>Turns a data set into a pack.</summary>
internal sealed class PrepareStage : BuiltInStage
{
    private static readonly StageOption<string> Dataset = StageOption.Choice(
        "dataset", "Which data set, or which kind of files", [.. DatasetPreparation.DatasetNames]);

    private static readonly StageOption<long?> Size = StageOption.OptionalWholeNumber(
        "size", "Height and width of the images in pixels; not given: as they are", minimum: 1, 16_384);
    private static readonly StageOption<ImmutableArray<int>> Classes = StageOption.WholeNumberList("classes", "7,9", "Keep these classes only; not given: all");
    private static readonly StageOption<string> Split = StageOption.Choice("split", "Which part of the data set", ["train", "test", "all"], "train");
    private static readonly StageOption<double?> TestShare = StageOption.OptionalNumber(
        "test_share", "How much of a data set without a test part of its own is one, by the files' names", new NumberDomain(most: 1) { ExcludesMost = true });
    private static readonly StageOption<ResizeFilter> Filter = StageOption.Choice(
        "resize", "The kernel that resizes, antialiased unless nearest", ResizeFilter.Bilinear);
    private static readonly StageOption<ImageFit> Fit = StageOption.Choice(
        "fit", "How a picture comes to a square: stretched, or cropped to its largest central square", ImageFit.Stretch);
    private static readonly StageOption<ImageColour?> Colour = StageOption.OptionalChoice<ImageColour>(
        "colour", "Channels of the images; not given: as the data set has them, RGB for image files", except: ImageColour.AsIs);
    private static readonly StageOption<bool> Flip = StageOption.Flag("flip", "Follow each image by its mirror image");
    private static readonly StageOption<bool> Swap = StageOption.Flag("swap", "Of pairs, take the right picture as what is translated");
    private static readonly StageOption<PairMaking?> MakePairs = StageOption.OptionalChoice<PairMaking>(
        "make_pairs",
        "Make each picture the target of a translation, and what is left of it the source: without colour, its edges, with a hole, at low resolution");
    private static readonly StageOption<long?> Count = StageOption.OptionalWholeNumber(
        "count", "Stop after this many images", minimum: 1, int.MaxValue);
    private static readonly StageOption<long> MaximumPixels = StageOption.WholeNumber(
        "max_pixels",
        "Reject files with more pixels, a guard against those that claim huge sizes",
        new DecodeOptions().MaximumPixels,
        minimum: 1,
        int.MaxValue);

    private static readonly StageOption<Preprocessing.Shard?> Shard = StageOption.Shard(
        "Do part I of N only; gans merge puts the parts together", Preprocessing.Shard.Parse);
    private static readonly StageOption<bool> Strict = StageOption.Flag("strict", "Fail if a file is rejected, instead of listing it in the pack");
    private static readonly StageOption<string> Url = StageOption.Text(
        "url", "URL", "Fetch the data set from the web, once, into a cache; needs sha256 unless the catalogue knows it");
    private static readonly StageOption<string> Sha256 = StageOption.Text("sha256", "HEX", "SHA-256 of what is fetched");

    /// <inheritdoc/>
    public override string Name => "prepare";

    /// <inheritdoc/>
    public override int Version => 5;

    /// <inheritdoc/>
    public override string Summary => "Turn a data set into a pack that training reads.";

    /// <inheritdoc/>
    public override string Example => "gans prepare --dataset fashion-mnist --out artifacts/fashion/data";

    /// <inheritdoc/>
    public override ImmutableArray<StageInput> Inputs { get; } =
    [
        new("in", "PATH", "a folder, archive or array file, or a web address; not given: where the system keeps the data set") { IsRequired = false },
        new("in-b", "PATH", "a second folder or archive: domain B of an unpaired translation, the first being domain A") { IsRequired = false },
        new("detector", "FOLDER", "what 'gans export --pretrained mtcnn' wrote, to find faces; not given: made once, and kept") { IsRequired = false },
    ];

    /// <inheritdoc/>
    public override StageOutput Output { get; } = new("PACK", "the data set pack, a folder");

    /// <inheritdoc/>
    public override ImmutableArray<StageOption> Options { get; } = [
        Dataset, Size, Filter, Fit, Colour, Flip, Swap, MakePairs, Classes, Split, TestShare, Count, Shard, Strict, MaximumPixels, Url, Sha256,
        .. FaceStageOptions.All,
    ];

    /// <inheritdoc/>
    public override bool IsResumable => true;

    /// <inheritdoc/>
    public override bool ResumesUnasked => true;

    /// <inheritdoc/>
    public override bool UsesAllCores => true;

    /// <inheritdoc/>
    public override bool KeepsOutput => true;

    /// <inheritdoc/>
    public override StageListing Listing { get; } =
        new("list", "Print the data sets that Gans knows of: origin, licence, recipes, size, digest", CatalogueText.Write);

    /// <inheritdoc/>
    public override bool WritesByReplacement => true;

    /// <inheritdoc/>
    public override string Run(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation)
    {
        PackPath.RequireFree(work.Output, work.Force);
        var info = DatasetPreparation.Run(ToOptions(work) with { Faces = FacesOf(work, progress, cancellation) }, progress, cancellation);
        var rejected = info.Rejected is [var first, ..]
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"; warning: {Counted.Of(info.Rejected.Count, "file")} rejected, listed with reasons in dataset.json, the first {first.Path}: {first.Reason}")
            : "";
        var reaching = info.ReachingBeyond is { } count
            ? string.Create(CultureInfo.InvariantCulture, $"; warning: {count:#,0} of {info.Count:#,0} reach beyond the photo, which goes on made up there")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Counted.Of(info.Count, "image")}, {info.Height}x{info.Width}x{info.Channels}, "
            + $"{Counted.Of(info.ClassNames.Count, "class", "classes")}{reaching}{rejected}");
    }

    private static FaceOptions? FacesOf(StageCall work, IProgress<StageProgress> progress, CancellationToken cancellation) =>
        work.Values.Require(Dataset) == "faces"
            ? FaceStageOptions.Read(work.Values, work.FindInput("detector") ?? PretrainedModels.Ensure("mtcnn", progress, cancellation))
            : null;

    /// <summary>What the library is asked for.</summary>
    /// <param name="work">The call.</param>
    internal static PrepareOptions ToOptions(StageCall work)
    {
        var values = work.Values;
        var classes = values.Get(Classes);
        return new PrepareOptions
        {
            Dataset = values.Require(Dataset),
            Input = work.FindInput("in") ?? values.Get(Url),
            InputB = work.FindInput("in-b"),
            Sha256 = values.Get(Sha256),
            Size = (int?)values.Get(Size),
            Filter = values.Require(Filter),
            Fit = values.Require(Fit),
            Colour = values.Get(Colour) ?? ImageColour.AsIs,
            Flip = values.Require(Flip),
            SwapPairs = values.Require(Swap),
            MakePairs = values.Get(MakePairs),
            Classes = classes.IsDefault ? null : classes,
            Split = values.Require(Split),
            TestShare = values.Get(TestShare) ?? 0,
            Count = values.Get(Count),
            Shard = values.Get(Shard),
            Strict = values.Require(Strict),
            MaximumPixels = values.Require(MaximumPixels),
            Output = work.Output,
        };
    }
}
