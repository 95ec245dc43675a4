using Gans.Models;
using Gans.Torch;
using Gans.Training.Onnx;

namespace Gans.Training.Tests.Onnx;

/// <summary>Networks of raw operators, as an exporter sees them, and their descriptions.</summary>
internal static class TestNetworks
{
    public const int LatentSize = 10;
    public const int Classes = 4;

    public static ExportInput Latents { get; } = new("z", batch => Tensor.RandomNormal([batch, LatentSize])) { Description = "Latents." };

    public static ExportInput Labels { get; } = new("labels", batch => Tensor.RandomIntegers(0, Classes, [batch]));

    public static OnnxModelDescription Description { get; } = new()
    {
        Kind = OnnxModelKind.Generator,
        Recipe = "test-generator",
        LatentSize = LatentSize,
        LatentDistribution = LatentDistribution.Normal,
        ValueMin = -1,
        ValueMax = 1,
        ImageHeight = 8,
        ImageWidth = 8,
        ImageChannels = 3,
        Steps = 7,
        Dataset = "none",
        Seed = 1,
    };

    public static OnnxModelDescription Extractor { get; } = Description with
    {
        Kind = OnnxModelKind.Extractor,
        Recipe = "test",
        LatentSize = null,
        LatentDistribution = null,
    };

    /// <summary>A pass with one output, <c>images</c>.</summary>
    public static ForwardPass Images(Func<Tensor, Tensor> forward) => inputs => [("images", forward(inputs[0]))];

    /// <summary>A pass with one output, <c>y</c>.</summary>
    public static ForwardPass Single(Func<Tensor, Tensor> forward) => inputs => [("y", forward(inputs[0]))];
}

/// <summary>A module without parameters.</summary>
internal sealed class EmptyModule : Module;

/// <summary>[N, 10] to [N, 3, 8, 8]: a dense layer, two transposed convolutions with normalisation, a 7x7 convolution, tanh.</summary>
internal sealed class TinyGenerator : Module
{
    private readonly Dictionary<string, Tensor> weights = [];

    public TinyGenerator(bool conditional = false)
    {
        AddChild("project", Part(("weight", [16 * 2 * 2, TestNetworks.LatentSize * (conditional ? 2 : 1)]), ("bias", [16 * 2 * 2])));
        AddChild("up4", Part(("weight", [16, 8, 4, 4]), ("bias", [8])));
        AddChild("norm", Part(("weight", [8]), ("bias", [8]), ("mean", [8]), ("variance", [8])));
        AddChild("up8", Part(("weight", [8, 8, 4, 4]), ("bias", [8])));
        AddChild("image", Part(("weight", [3, 8, 7, 7]), ("bias", [3])));
        if (conditional)
        {
            AddChild("embed", Part(("weight", [TestNetworks.Classes, TestNetworks.LatentSize])));
        }

        foreach (var (name, value) in NamedState())
        {
            weights[name] = value;
        }
    }

    public Tensor Forward(Tensor latents, Tensor? labels = null)
    {
        var x = latents;
        if (labels is not null)
        {
            using var path = Trace.Enter("embed");
            x = Tensor.Concat([x, labels.Embed(weights["embed.weight"])], axis: 1);
        }

        x = In("project", () => x.Linear(weights["project.weight"], weights["project.bias"]).LeakyRelu(0.2).Reshape(x.Shape[0], 16, 2, 2));
        x = In("up4", () => x.ConvTranspose2d(weights["up4.weight"], weights["up4.bias"], stride: 2, padding: 1));
        x = In("norm", () => x.BatchNorm(
            weights["norm.weight"],
            weights["norm.bias"],
            weights["norm.mean"],
            weights["norm.variance"].Square() + 0.5,
            training: false,
            momentum: 0.1,
            epsilon: 1e-3));
        x = In("up8", () => x.ConvTranspose2d(weights["up8.weight"], weights["up8.bias"], stride: 2, padding: 1).LeakyRelu(0.2));
        return In("image", () => x.Conv2d(weights["image.weight"], weights["image.bias"], padding: 3).Tanh());
    }

    private static Tensor In(string name, Func<Tensor> forward)
    {
        using var path = Trace.Enter(name);
        return forward();
    }

    private static Weights Part(params ReadOnlySpan<(string Name, long[] Shape)> parameters) => new(parameters);

    private sealed class Weights : Module
    {
        public Weights(ReadOnlySpan<(string Name, long[] Shape)> parameters)
        {
            foreach (var (name, shape) in parameters)
            {
                var value = Initializer.Normal(0.2).Create(1, 1, shape);
                _ = name is "mean" or "variance" ? AddBuffer(name, value) : AddParameter(name, value);
            }
        }
    }
}
