using Gans.Formats;
using Gans.Models.Classifiers;
using Gans.Models.Layers;
using Gans.Onnx;
using TorchSharp.Modules;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Benchmarks;

/// <summary>A network that is quick to run and gives as many features as Inception v3, with random weights: what is done with features costs as much.</summary>
internal sealed class WideExtractor : Classifier
{
    private const int Features = 2048;
    private const int Classes = 10;
    private const long Seed = 1;

    private readonly Models.Layers.Sequential body;
    private readonly Linear head;

    private WideExtractor()
        : base(nameof(WideExtractor), Classes, Features)
    {
        body = new Models.Layers.Sequential
        {
            { "patches", new SameConv2d(3, 64, kernel: 4, stride: 4), LeakyReLU(0.2) },             // [N, 64, 8, 8]
            { "features", new SameConv2d(64, Features, kernel: 1), LeakyReLU(0.2), new GlobalAveragePool2d() },   // [N, 2048]
        };
        register_module("body", body);
        head = Dense(Features, Classes);
        register_module("head", head);
    }

    /// <summary>Writes it as an extractor of 32x32 RGB.</summary>
    public static void Export(string path)
    {
        random.manual_seed(Seed);
        using var network = new WideExtractor();
        var card = new ModelCard
        {
            Kind = ModelKind.Extractor,
            Recipe = "wide",
            Classes = Classes,
            ValueMin = -1,
            ValueMax = 1,
            ImageHeight = SmallPictures.Side,
            ImageWidth = SmallPictures.Side,
            ImageChannels = 3,
            Weights = "random, for benchmarks",
            WeightsSha256 = new string('0', 64),
            Resize = ResizeRule.Nearest,
        };
        var images = new OnnxInput("images", [OnnxAxis.N, 3, SmallPictures.Side, SmallPictures.Side]);
        var options = new OnnxExportOptions { Strict = true, Name = card.Recipe, Metadata = [.. card.Write()] };
        OnnxExport.Write(network, path, options, [images], values =>
        {
            var output = network.call(values[0]);
            return [("features", output.Features), ("logits", output.Logits)];
        });
    }

    /// <inheritdoc/>
    public override ClassifierOutput forward(Tensor images)
    {
        var features = body.call(images);
        return new ClassifierOutput(features, head.call(features));
    }
}
