using System.Globalization;
using Gans.Models;
using Gans.Models.Classifiers;
using Gans.Onnx;
using Gans.Training.Measures;
using Gans.Training.Steps;
using static TorchSharp.torch.nn;

namespace Gans.Training.Export;

/// <summary>A classifier as an extractor: images to the features of its last hidden layer and to the logits of its classes.</summary>
/// <param name="classifier">The network.</param>
/// <param name="info">The run.</param>
/// <param name="range">What it takes for black and for white.</param>
internal sealed class ExtractorProduct(Classifier classifier, RunInfo info, PixelRange range) : RunProduct(info, range)
{
    /// <summary>How images of other sizes are brought to the classifier's, unless the user asks for another rule: antialiased.</summary>
    private const string ResizeRule = "clean";

    /// <inheritdoc/>
    internal override Module Network => classifier;

    /// <inheritdoc/>
    internal override string Player => PlayerNames.Classifier;

    /// <inheritdoc/>
    internal override OnnxExportReport Write(OnnxModelDescription description, string path) => ExtractorExport.Write(classifier, description, path);

    /// <inheritdoc/>
    internal override OnnxModelDescription Describe(long steps, IReadOnlyDictionary<string, double> accuracies)
    {
        double? accuracy = accuracies.TryGetValue(Shares.HeldOut, out var share) ? share : null;
        var more = new List<(string Key, string Value)>
        {
            ("gans.weights_sha256", WeightsDigest.Of(classifier)),
            ("gans.weights", WeightsLine(steps, accuracy)),
            ("gans.resize", ResizeRule),
        };
        if (accuracy is { } told)
        {
            more.Add(("gans.accuracy", told.ToString(CultureInfo.InvariantCulture)));
        }

        return DescribeRun(OnnxModelKind.Extractor, steps) with
        {
            ClassNames = Info.Data.ClassNames,
            More = more.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal),
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
