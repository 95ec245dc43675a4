using System.Globalization;
using Gans.Formats;
using Gans.Models;
using Gans.Models.Classifiers;
using Gans.Onnx;
using Gans.Training.Steps;
using static TorchSharp.torch.nn;

namespace Gans.Training.Export;

/// <summary>A classifier as an extractor: images to the features of its last hidden layer and to the logits of its classes.</summary>
/// <param name="classifier">The network.</param>
/// <param name="info">The run.</param>
/// <param name="range">What it takes for black and for white.</param>
internal sealed class ExtractorProduct(Classifier classifier, RunInfo info, PixelRange range) : RunProduct(info, range)
{
    /// <inheritdoc/>
    internal override Module Network => classifier;

    /// <inheritdoc/>
    internal override string Player => PlayerNames.Classifier;

    /// <inheritdoc/>
    internal override OnnxExportReport Write(ModelCard description, string path) => ExtractorExport.Write(classifier, description, path);

    /// <inheritdoc/>
    internal override ModelCard Describe(long steps, IReadOnlyDictionary<string, double> accuracies)
    {
        var card = DescribeRun(ModelKind.Extractor, steps, accuracies);
        return card with
        {
            Classes = Info.Data.ClassNames.Count,
            ClassNames = Info.Data.ClassNames,
            Weights = WeightsLine(steps, card.Accuracy),
            WeightsSha256 = WeightsDigest.Of(classifier),
            Resize = ResizeRule.Clean,
        };
    }

    private string WeightsLine(long steps, double? accuracy)
    {
        var trained = string.Create(
            CultureInfo.InvariantCulture, $"{Info.Model} trained by Gans on {Info.Data.Count:#,0} images of {Info.Data.Name} ({Info.Data.Split}), "
                + $"{steps:#,0} steps, seed {Info.Seed}");
        return accuracy is { } told && Info.TestData is { } test
            ? string.Create(CultureInfo.InvariantCulture, $"{trained}; tells {told:P2} of {test.Count:#,0} images of {test.Name} ({test.Split})")
            : $"{trained}; never judged by held-out images";
    }
}
