using System.Globalization;
using System.Text.RegularExpressions;
using Gans.Formats;

namespace Gans.Training.Pretrained;

/// <summary>
/// Finds Inception v3 by Keras' names: <c>conv2d_7/kernel</c>, <c>batch_normalization_7/beta</c>, and <c>predictions/kernel</c> or <c>dense_1/kernel</c> on
/// top.
/// </summary>
/// <remarks>Keras numbers layers in the order in which they were made, from 1 or from wherever the process had come to; the first may have no number.</remarks>
internal static partial class KerasInception
{
    /// <summary>The layers; null where the names are others.</summary>
    /// <exception cref="InvalidInputException">The names are Keras', but not all layers are there.</exception>
    internal static InceptionLayers? Find(WeightFile file)
    {
        var convolutions = Numbered(file, "conv2d");
        if (convolutions.Count == 0)
        {
            return null;
        }

        var norms = Numbered(file, "batch_normalization");
        string[] head = file.Tensors.ContainsKey("predictions/kernel") ? ["predictions"] : [.. Numbered(file, "dense")];
        if (convolutions.Count != InceptionLayers.ConvolutionCount || norms.Count != convolutions.Count || head.Length == 0)
        {
            throw file.Unfit(
                $"{convolutions.Count} convolutions, {norms.Count} batch normalisations and {head.Length} dense layers",
                $"the {InceptionLayers.ConvolutionCount} of Inception v3, as many batch normalisations and one dense layer or more");
        }

        return new InceptionLayers(
            file,
            IsKeras: true,
            [.. convolutions.Zip(norms, (convolution, norm) => new ForeignConvolution(
                Tensor($"{convolution}/kernel"),
                file.Tensors.GetValueOrDefault($"{norm}/gamma"),
                Tensor($"{norm}/beta"),
                Tensor($"{norm}/moving_mean"),
                Tensor($"{norm}/moving_variance")))],
            [.. head.Select(dense => new ForeignDense(Tensor($"{dense}/kernel"), Tensor($"{dense}/bias")))]);

        WeightTensor Tensor(string name) => file.Tensors.GetValueOrDefault(name) ?? throw file.Unfit($"no '{name}'", "all tensors of Inception v3");
    }

    /// <summary>Layers of a kind, by number.</summary>
    private static List<string> Numbered(WeightFile file, string kind) =>
    [
        .. file.Tensors.Keys
            .Select(name => LayerName().Match(name))
            .Where(match => match.Success && match.Groups["kind"].Value == kind)
            .OrderBy(match => match.Groups["number"] is { Success: true, Value: var number } ? int.Parse(number, CultureInfo.InvariantCulture) : 0)
            .Select(match => match.Groups["layer"].Value)
            .Distinct(),
    ];

    [GeneratedRegex("^(?<layer>(?<kind>conv2d|batch_normalization|dense)(_(?<number>[0-9]{1,8}))?)/")]
    private static partial Regex LayerName();
}
