using Gans.Formats;
using Gans.Models.Mtcnn;
using static TorchSharp.torch;

namespace Gans.Training.Pretrained;

/// <summary>Brings the published weights of MTCNN into the networks.</summary>
/// <remarks>
/// They were trained on images with height and width exchanged, and stand as TensorFlow keeps them: kernels [width, height, in, out], and a dense
/// layer after a map [width * height * in, out]. Here images keep their axes, so the kernels are turned once.
/// </remarks>
internal static class MtcnnWeights
{
    private const int LastMapSize = 3;   // rows and columns of the map that a dense layer follows

    private static readonly (string Own, string Published)[] ProposalNames =
    [
        ("body.conv1.", "conv1/"), ("body.conv1_prelu.", "prelu1_"), ("body.conv2.", "conv2/"), ("body.conv2_prelu.", "prelu2_"),
        ("body.conv3.", "conv3/"), ("body.conv3_prelu.", "prelu3_"), ("face.", "conv4_1/"), ("box.", "conv4_2/"),
    ];

    private static readonly (string Own, string Published)[] RefinementNames =
    [
        .. ProposalNames[..6], ("body.dense.", "fc1/"), ("body.dense_prelu.", "prelu4_"), ("face.", "fc2_1/"), ("box.", "fc2_2/"),
    ];

    private static readonly (string Own, string Published)[] OutputNames =
    [
        .. ProposalNames[..6], ("body.conv4.", "conv4/"), ("body.conv4_prelu.", "prelu4_"), ("body.dense.", "fc1/"), ("body.dense_prelu.", "prelu5_"),
        ("face.", "fc2_1/"), ("box.", "fc2_2/"), ("landmarks.", "fc2_3/"),
    ];

    /// <summary>Fills a network.</summary>
    /// <param name="network">One of the three.</param>
    /// <param name="weights">The published weights of all three.</param>
    /// <exception cref="InvalidInputException">A tensor is missing or of another size.</exception>
    internal static void Load(MtcnnNetwork network, WeightFile weights)
    {
        var (part, names) = network switch
        {
            ProposalNetwork => ("pnet", ProposalNames),
            RefinementNetwork => ("rnet", RefinementNames),
            OutputNetwork => ("onet", OutputNames),
            _ => throw new ArgumentException($"MTCNN has no {network.GetType().Name}.", nameof(network)),
        };
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        foreach (var (name, parameter) in network.named_parameters())
        {
            parameter.copy_(Find(name, parameter.shape));
        }

        Tensor Find(string name, long[] shape)
        {
            var (own, published) = names.First(pair => name.StartsWith(pair.Own, StringComparison.Ordinal));
            var kind = name[own.Length..];
            var tensor = weights.Require($"{part}/{published}{(kind == "weight" ? "weights" : kind)}", shape.Aggregate(1L, (product, size) => product * size));
            return Turn(tensor.Values.Span, shape, afterMap: own == "body.dense.");
        }
    }

    private static Tensor Turn(ReadOnlySpan<float> values, long[] shape, bool afterMap)
    {
        if (shape.Length == 1)
        {
            return tensor(values.ToArray(), shape);
        }

        var (outputs, inputs) = (shape[0], values.Length / shape[0]);
        var size = shape.Length == 4 ? shape[2] : afterMap ? LastMapSize : 1;
        return tensor(values.ToArray(), [size, size, inputs / (size * size), outputs])   // [width, height, in, out]
            .permute(3, 2, 1, 0)                                                   // [out, in, height, width]
            .reshape(shape);
    }
}
