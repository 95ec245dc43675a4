using System.Collections.Immutable;
using System.Globalization;
using Gans.Inference.Faces;
using Gans.Models;
using Gans.Preprocessing;

namespace Gans.Pipeline.Stages;

/// <summary>The options of <see cref="PrepareStage"/> that are about faces.</summary>
internal static class FaceStageOptions
{
    private static readonly FaceDetectorOptions Defaults = new();
    private static readonly NumberDomain Share = new(most: 1) { ExcludesMost = true };

    private static readonly StageOption<FaceChoice> Choice = StageOption.Choice(
        "face", "Which face of a photo with several: the most confident, the largest, or that nearest to the centre", FaceChoice.First);

    private static readonly StageOption<bool> Align = StageOption.Flag("align", "Align faces by their landmarks instead of cutting out their boxes");
    private static readonly StageOption<double> Margin = StageOption.Number(
        "margin", "What is added on each side of a face, in parts of its size", 0, new NumberDomain(most: 10));

    private static readonly StageOption<FaceBorder> Border = StageOption.Choice(
        "border",
        "A face beyond the photo: negative corners mirrored, as in the book's code, or, aligned, the photo mirrored and blurred; or clamped",
        FaceBorder.Mirror);

    private static readonly StageOption<double?> MaximumOutside = StageOption.OptionalNumber(
        "max_outside", "Reject photos with more of the aligned face beyond their edge, in parts of its area; not given: none", Share);

    public static readonly StageOption<long> MinimumSize = StageOption.WholeNumber(
        "min_face", "Height and width in pixels of the smallest faces to look for", Defaults.MinimumSize, FaceDetectorOptions.LeastSize, 65_535);

    private static readonly StageOption<double?> Proposal = StageOption.OptionalNumber(
        "proposal_threshold", $"Threshold of MTCNN's first network; not given: {Written(Defaults.ProposalThreshold)}", Share);
    private static readonly StageOption<double?> Refinement = StageOption.OptionalNumber(
        "refinement_threshold", $"Threshold of its second; not given: {Written(Defaults.RefinementThreshold)}", Share);
    private static readonly StageOption<double?> Output = StageOption.OptionalNumber(
        "output_threshold", $"Threshold of its third; not given: {Written(Defaults.OutputThreshold)}", Share);

    private static readonly StageOption<bool> LookOnce = StageOption.Flag(
        "look_once", "Judge each window once, as MTCNN's reference does, instead of twice and in the mirror");

    /// <summary>All of them.</summary>
    public static ImmutableArray<StageOption> All { get; } =
        [Choice, Align, Margin, Border, MaximumOutside, MinimumSize, Proposal, Refinement, Output, LookOnce];

    /// <summary>What the library is asked for.</summary>
    /// <param name="values">The stage's.</param>
    /// <param name="detector">The exported detector.</param>
    public static FaceOptions Read(StageValues values, string detector) => new()
    {
        Detector = detector,
        Choice = values.Require(Choice),
        Align = values.Require(Align),
        Margin = values.Require(Margin),
        Border = values.Require(Border),
        MaximumOutside = values.Get(MaximumOutside) ?? 1,
        Detection = new FaceDetectorOptions
        {
            MinimumSize = (int)values.Require(MinimumSize),
            ProposalThreshold = values.Get(Proposal) ?? Defaults.ProposalThreshold,
            RefinementThreshold = values.Get(Refinement) ?? Defaults.RefinementThreshold,
            OutputThreshold = values.Get(Output) ?? Defaults.OutputThreshold,
            LooksTwice = !values.Require(LookOnce),
        },
    };

    private static string Written(double number) => number.ToString(CultureInfo.InvariantCulture);
}
