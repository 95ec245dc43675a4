using Gans.Formats;
using Gans.Models;
using Gans.Models.Inception;
using Gans.Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace Gans.Training.Pretrained;

/// <summary>The layers of an Inception v3 as another framework stored them, in the order in which all of them build the graph.</summary>
/// <param name="File">Where they are from.</param>
/// <param name="IsKeras">Keras' names and axes (kernels [rows, columns, in, out]), else torchvision's ([out, in, rows, columns]).</param>
/// <param name="Convolutions">The 94 convolutions.</param>
/// <param name="Head">The layers on top of the features; the last gives the classes.</param>
internal sealed record InceptionLayers(WeightFile File, bool IsKeras, IReadOnlyList<ForeignConvolution> Convolutions, IReadOnlyList<ForeignDense> Head)
{
    /// <summary>Number of convolutions, each with its batch normalisation.</summary>
    internal const int ConvolutionCount = 94;

    private const double BatchNormEpsilon = 1e-3;
    private const string KernelSuffix = ".conv.weight";

    /// <summary>Widths of the head's layers.</summary>
    internal IReadOnlyList<int> HeadWidths => [.. Head.Select(dense => dense.Bias.Values.Length)];

    /// <summary>Finds the layers by their names.</summary>
    /// <exception cref="InvalidInputException">The file is of another network, or has no classes.</exception>
    internal static InceptionLayers Find(WeightFile file) =>
        KerasInception.Find(file) ?? TorchvisionInception.Find(file) ?? throw file.Unfit(
            $"{file.Tensors.Count} tensors, the first named '{file.Tensors.Keys.FirstOrDefault()}'", "an Inception v3 with Keras' names or torchvision's");

    /// <summary>Fills a network.</summary>
    /// <param name="network">An Inception v3 with as wide a head.</param>
    /// <exception cref="InvalidInputException">A tensor has another shape.</exception>
    internal void Load(InceptionV3 network)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var state = network.NamedState().ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal);
        var blocks = network.named_parameters().Where(entry => entry.name.EndsWith(KernelSuffix, StringComparison.Ordinal)).Select(
            entry => entry.name[..^KernelSuffix.Length]);
        foreach (var (block, convolution) in blocks.Zip(Convolutions))
        {
            Load(
                convolution,
                state[block + KernelSuffix],
                state[$"{block}.norm.beta"],
                state[$"{block}.norm.running_mean"],
                state[$"{block}.norm.running_variance"]);
        }

        foreach (var (index, dense) in Head.Index())
        {
            Fill(state[$"head.dense{index + 1}.weight"], IsKeras ? Read(dense.Kernel).permute(1, 0) : Read(dense.Kernel), dense.Kernel.Name);
            Fill(state[$"head.dense{index + 1}.bias"], Read(dense.Bias), dense.Bias.Name);
        }
    }

    /// <summary>
    /// Fills a convolution and its batch normalisation. A scale, which ours has not, goes into the kernel: k' = k s, mean' = mean s, variance' = 1 - epsilon.
    /// </summary>
    private void Load(ForeignConvolution convolution, Tensor kernel, Tensor beta, Tensor mean, Tensor variance)
    {
        var (foreignKernel, foreignMean, foreignVariance) = (Read(convolution.Kernel), Read(convolution.Mean), Read(convolution.Variance));
        Check(mean, foreignMean, convolution.Mean.Name);
        Check(variance, foreignVariance, convolution.Variance.Name);
        foreignKernel = IsKeras && foreignKernel.dim() == 4 ? foreignKernel.permute(3, 2, 0, 1) : foreignKernel;
        if (convolution.Scale is { } given)
        {
            var scale = Read(given);
            Check(mean, scale, given.Name);
            scale = scale.to(ScalarType.Float64) / foreignVariance.to(ScalarType.Float64).Plus(BatchNormEpsilon).sqrt();
            foreignKernel = (foreignKernel.to(ScalarType.Float64) * scale.reshape(-1, 1, 1, 1)).to(ScalarType.Float32);
            foreignMean = (foreignMean.to(ScalarType.Float64) * scale).to(ScalarType.Float32);
            foreignVariance = full(foreignVariance.shape, Held.Number(1 - BatchNormEpsilon), ScalarType.Float32);
        }

        Fill(kernel, foreignKernel, convolution.Kernel.Name);
        Fill(beta, Read(convolution.Shift), convolution.Shift.Name);
        mean.copy_(foreignMean);
        variance.copy_(foreignVariance);
    }

    private static Tensor Read(WeightTensor tensor) => torch.tensor(tensor.Values.ToArray(), [.. tensor.Shape]);

    private void Fill(Tensor target, Tensor values, string name)
    {
        Check(target, values, name);
        target.copy_(values);
    }

    private void Check(Tensor target, Tensor values, string name)
    {
        if (!values.shape.SequenceEqual(target.shape))
        {
            throw File.Unfit(
                $"'{name}' of shape [{string.Join(", ", values.shape)}] in the order [out, in, rows, columns]", $"[{string.Join(", ", target.shape)}]");
        }
    }
}

/// <summary>A convolution and its batch normalisation.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Scale">The batch normalisation's scale (gamma); null where it has none.</param>
/// <param name="Shift">Its shift (beta).</param>
/// <param name="Mean">Its running mean.</param>
/// <param name="Variance">Its running variance.</param>
internal sealed record ForeignConvolution(WeightTensor Kernel, WeightTensor? Scale, WeightTensor Shift, WeightTensor Mean, WeightTensor Variance);

/// <summary>A dense layer on top of the features.</summary>
/// <param name="Kernel">[in, out] in Keras, [out, in] in torchvision.</param>
/// <param name="Bias">[out].</param>
internal sealed record ForeignDense(WeightTensor Kernel, WeightTensor Bias);
