using System.Collections.Immutable;
using Gans.Inference.Faces;
using Gans.Preprocessing.Faces;

namespace Gans.Pipeline.Stages;

/// <summary>The options of <see cref="PrepareStage"/> that are about faces.</summary>
internal static class FaceStageOptions
{
    private static readonly FaceDetectorOptions Defaults = new();

    private static readonly StageOption<string> Choice =
        StageOption.Choice(
            "face",
            "Which face of a photo with several: the most confident, the largest, or that nearest to the centre",
            ["first", "largest", "center"],
            "first");

    private static readonly StageOption<bool> Align = StageOption.Flag("align", "Align faces by their landmarks instead of cutting out their boxes");
    private static readonly StageOption<double> Margin = StageOption.Number(
        "margin", "What is added on each side of a face, in parts of its size", 0, minimum: 0);

    private static readonly StageOption<string> Border =
        StageOption.Choice(
            "border",
            "A face beyond the photo: negative corners mirrored, as in the spec's code, or, aligned, the photo mirrored and blurred; or clamped",
            ["mirror", "clamp"],
            "mirror");

    private static readonly StageOption<double?> MaximumOutside = StageOption.OptionalNumber(
        "max_outside", "Reject photos with more of the aligned face beyond their edge, in parts of its area; not given: none", minimum: 0, below: 1);

    private static readonly StageOption<long> MinimumSize =
        StageOption.WholeNumber("min_face", "Height and width of the smallest faces to look for", Defaults.MinimumSize, minimum: FaceDetectorOptions.LeastSize);

    private static readonly StageOption<double?> Proposal = StageOption.OptionalNumber(
        "proposal_threshold", "Threshold of MTCNN's first network; not given: 0.6", minimum: 0, below: 1);
    private static readonly StageOption<double?> Refinement = StageOption.OptionalNumber(
        "refinement_threshold", "Threshold of its second; not given: 0.7", minimum: 0, below: 1);
    private static readonly StageOption<double?> Output = StageOption.OptionalNumber(
        "output_threshold", "Threshold of its third; not given: 0.7", minimum: 0, below: 1);

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
        Choice = Enum.Parse<FaceChoice>(values.Require(Choice), ignoreCase: true),
        Align = values.Require(Align),
        Margin = values.Require(Margin),
        Border = Enum.Parse<FaceBorder>(values.Require(Border), ignoreCase: true),
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
}
