using System.Runtime.InteropServices;
using Gans.Formats;
using Gans.Models.Inception;
using Gans.Training.Pretrained;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Pretrained;

/// <summary>
/// Weights of an Inception v3 in another framework's names: the first convolution random, all others zero; the shift of convolution n is n, from 1.
/// </summary>
internal sealed class ForeignInception
{
    private const long FirstChannels = 32;

    /// <summary>Kernel [32, 3, 3, 3] of the first convolution, and its normalisation.</summary>
    internal Tensor Kernel { get; } = randn([FirstChannels, 3, 3, 3]);

    internal Tensor Scale { get; } = randn([FirstChannels]);   // negative ones too

    internal Tensor Mean { get; } = randn([FirstChannels]);

    internal Tensor Variance { get; } = rand([FirstChannels]) * 3;

    /// <summary>Writes the weights as safetensors.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isKeras">In Keras' names and axes, else in torchvision's.</param>
    /// <param name="classes">Classes of the head, whose bias is the class's number.</param>
    /// <param name="left">Whether a tensor of that name is written.</param>
    internal void Write(string path, bool isKeras, int classes, Predicate<string>? left = null)
    {
        using var scope = NewDisposeScope();
        using var template = new InceptionV3(InceptionVariant.Keras, classes);
        var kernels = template.named_parameters().Where(entry => entry.name.EndsWith(".conv.weight", StringComparison.Ordinal)).Select(
            entry => entry.parameter.shape).ToList();
        var tensors = new List<(string Name, Tensor Value)>();
        foreach (var (index, shape) in kernels.Index())
        {
            var isFirst = index == 0;
            long[] channels = [shape[0]];
            var kernel = isFirst ? Kernel : zeros(shape);
            var (convolution, norm) = isKeras
                ? ($"conv2d_{index + 101}", $"batch_normalization_{index + 101}")
                : ($"{TorchvisionInception.Names[index]}.conv", $"{TorchvisionInception.Names[index]}.bn");
            tensors.Add(isKeras ? ($"{convolution}/kernel", kernel.permute(2, 3, 1, 0).contiguous()) : ($"{convolution}.weight", kernel));
            tensors.Add((isKeras ? $"{norm}/gamma" : $"{norm}.weight", isFirst ? Scale : ones(channels)));
            tensors.Add((isKeras ? $"{norm}/beta" : $"{norm}.bias", full(channels, index + 1, ScalarType.Float32)));
            tensors.Add((isKeras ? $"{norm}/moving_mean" : $"{norm}.running_mean", isFirst ? Mean : zeros(channels)));
            tensors.Add((isKeras ? $"{norm}/moving_variance" : $"{norm}.running_var", isFirst ? Variance : ones(channels)));
        }

        var dense = arange(classes * InceptionV3.Features).to(ScalarType.Float32).reshape(classes, InceptionV3.Features);
        tensors.Add(isKeras ? ("predictions/kernel", dense.permute(1, 0).contiguous()) : ("fc.weight", dense));
        tensors.Add((isKeras ? "predictions/bias" : "fc.bias", arange(classes).to(ScalarType.Float32)));
        SafetensorsFile.Write(path, [.. tensors.Where(entry => left?.Invoke(entry.Name) ?? true).Select(Entry)]);
    }

    private static SafetensorsEntry Entry((string Name, Tensor Value) tensor) =>
        new(tensor.Name, WeightElement.Float32, tensor.Value.shape, MemoryMarshal.AsBytes(tensor.Value.ToArray<float>().AsSpan()).ToArray());
}
