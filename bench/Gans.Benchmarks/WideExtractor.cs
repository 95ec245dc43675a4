using Gans.Models.Classifiers;
using Gans.Models.Layers;
using Gans.Torch;
using Gans.Training.Loop;
using Gans.Training.Onnx;

namespace Gans.Benchmarks;

/// <summary>A network that is quick to run and gives as many features as Inception v3, with random weights: what is done with features costs as much.</summary>
internal sealed class WideExtractor : Classifier
{
    private const int Features = 2048;
    private const int Classes = 10;
    private const long Seed = 1;

    private readonly Layer body;
    private readonly Layer head;

    private WideExtractor()
        : base(Classes, Features)
    {
        body = AddChild("body", new Sequential
        {
            { "patches", new SameConv2d(3, 64, kernel: 4, stride: 4), new LeakyRelu(0.2) },             // [N, 64, 8, 8]
            { "features", new SameConv2d(64, Features, kernel: 1), new LeakyRelu(0.2), new GlobalAveragePool2d() },   // [N, 2048]
        });
        head = AddChild("head", new Linear(Features, Classes));
    }

    /// <summary>Writes it as an extractor of 32x32 RGB.</summary>
    public static void Export(string path)
    {
        RandomState.Seed(Seed, Device.Cpu);
        using var network = new WideExtractor();
        var description = new OnnxModelDescription
        {
            Kind = OnnxModelKind.Extractor,
            Recipe = "wide",
            Classes = Classes,
            ValueMin = -1,
            ValueMax = 1,
            ImageHeight = SmallPictures.Side,
            ImageWidth = SmallPictures.Side,
            ImageChannels = 3,
            More = new Dictionary<string, string>
            {
                ["gans.weights"] = "random, for benchmarks",
                ["gans.weights_sha256"] = new string('0', 64),
                ["gans.resize"] = "nearest",
            },
        };
        OnnxExporter.Export(network, [new ExportInput("images", Draw)], Forward, description, path);

        IReadOnlyList<(string Name, Tensor Value)> Forward(IReadOnlyList<Tensor> inputs)
        {
            var output = network.Forward(inputs[0], Mode.Inference);
            return [("features", output.Features), ("logits", output.Logits)];
        }
    }

    /// <inheritdoc/>
    public override ClassifierOutput Forward(Tensor images, Mode mode)
    {
        using var scope = new TensorScope();
        var features = Run(body, images, mode);
        return new ClassifierOutput(scope.Keep(features), scope.Keep(Run(head, features, mode)));
    }

    private static Tensor Draw(int batch) => Tensor.RandomUniform([batch, 3, SmallPictures.Side, SmallPictures.Side]);
}
