using System.Globalization;
using System.Text;
using Gans.Models.Classifiers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models;

/// <summary>The table of a network: layers with the shapes they give and the parameters they hold.</summary>
public sealed class ModelSummary
{
    internal ModelSummary(IReadOnlyList<LayerSummary> layers, long total, long trainable)
    {
        (Layers, ParameterCount, TrainableParameterCount) = (layers, total, trainable);
    }

    /// <summary>The layers, in the order of registration; those of a file in the order in which they compute.</summary>
    public IReadOnlyList<LayerSummary> Layers { get; }

    /// <summary>All parameters, running statistics included.</summary>
    public long ParameterCount { get; }

    /// <summary>Parameters that training changes.</summary>
    public long TrainableParameterCount { get; }

    /// <summary>Summarises a generator.</summary>
    /// <param name="generator">The network.</param>
    public static ModelSummary Of(Generator generator)
    {
        using var scope = NewDisposeScope();
        var latent = zeros(1, generator.LatentSize);
        var labels = generator.ClassCount > 0 ? zeros([1], ScalarType.Int64) : null;
        var codes = generator.CodeSize > 0 ? zeros(1, generator.CodeSize) : null;
        return Of(generator, () => generator.Run(new GeneratorInput(latent, labels, codes), Mode.Inference), [latent, labels, codes]);
    }

    /// <summary>Summarises a discriminator.</summary>
    /// <param name="discriminator">The network.</param>
    /// <param name="data">Shape of the samples that it judges.</param>
    public static ModelSummary Of(Discriminator discriminator, DataShape data)
    {
        using var scope = NewDisposeScope();
        var samples = zeros([1, .. data.Sizes]);
        var labels = data.ClassCount > 0 ? zeros([1], ScalarType.Int64) : null;
        return Of(discriminator, () => discriminator.Run(samples, labels, Mode.Inference), [samples, labels]);
    }

    /// <summary>Summarises a translator.</summary>
    /// <param name="translator">The network.</param>
    /// <param name="data">Shape of the images that it translates.</param>
    public static ModelSummary Of(ImageTranslator translator, DataShape data)
    {
        using var scope = NewDisposeScope();
        var source = zeros([1, .. data.Sizes]);
        return Of(translator, () => translator.Run(new TranslatorInput(source), Mode.Inference), [source]);
    }

    /// <summary>Summarises a discriminator of patches.</summary>
    /// <param name="discriminator">The network.</param>
    /// <param name="data">Shape of the images that it judges.</param>
    public static ModelSummary Of(PatchDiscriminator discriminator, DataShape data)
    {
        using var scope = NewDisposeScope();
        var (images, sources) = (zeros([1, .. data.Sizes]), discriminator.IsConditional ? zeros([1, .. data.Sizes]) : null);
        return Of(discriminator, () => discriminator.Run(images, sources, Mode.Inference), [images, sources]);
    }

    /// <summary>Summarises a classifier.</summary>
    /// <param name="classifier">The network.</param>
    /// <param name="data">Shape of the samples that it judges.</param>
    public static ModelSummary Of(Classifier classifier, DataShape data)
    {
        return Of(classifier, () => classifier.Run(zeros([1, .. data.Sizes]), Mode.Inference));
    }

    /// <summary>Summarises a network by one pass through it.</summary>
    /// <param name="network">The network, on the CPU.</param>
    /// <param name="pass">Runs it once, with a batch of 1, in inference mode.</param>
    public static ModelSummary Of(Module network, Action pass)
    {
        return Of(network, pass, []);
    }

    private static ModelSummary Of(Module network, Action pass, IEnumerable<Tensor?> inputs)
    {
        var leaves = Leaves(network, string.Empty).ToList();
        var trace = new PassTrace(leaves.Select(leaf => leaf.Layer), inputs);
        using (var scope = NewDisposeScope())
        using (no_grad())
        {
            trace.Record(pass);
        }

        var layers = leaves.Select((leaf, place) => new LayerSummary(leaf.Name, leaf.Layer.GetName(), trace.OutputOf(place), leaf.Layer.ParameterCount())
        {
            TrainableParameterCount = leaf.Layer.TrainableParameterCount(),
            Sources = trace.SourcesOf(place),
        });
        return new ModelSummary([.. layers], network.ParameterCount(), network.TrainableParameterCount());
    }

    /// <summary>Summarises an ONNX file: a line for each operator. Running statistics count as not trained.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="Formats.InvalidInputException">It is missing, or no ONNX file.</exception>
    public static ModelSummary OfFile(string path) => OnnxFileSummary.Read(path);

    /// <summary>The table as text, one line a layer and one for the totals.</summary>
    public override string ToString()
    {
        var nameWidth = Layers.Select(layer => layer.Name.Length).DefaultIfEmpty(0).Max();
        var kindWidth = Layers.Select(layer => layer.Kind.Length).DefaultIfEmpty(0).Max();
        var shapeWidth = Layers.Select(layer => layer.OutputText.Length).DefaultIfEmpty(0).Max();
        var text = new StringBuilder();
        foreach (var layer in Layers)
        {
            text.Append(layer.Name.PadRight(nameWidth + 2)).Append(layer.Kind.PadRight(kindWidth + 2)).Append(layer.OutputText.PadRight(shapeWidth + 2))
                .Append(CultureInfo.InvariantCulture, $"{layer.ParameterCount,12:N0}");
            if (layer.ParameterCount - layer.TrainableParameterCount is > 0 and var still)
            {
                text.Append(CultureInfo.InvariantCulture, $"  ({still:N0} not trained)");
            }

            text.Append('\n');
        }

        return text.Append(
            CultureInfo.InvariantCulture,
            $"parameters {ParameterCount:N0}, trainable {TrainableParameterCount:N0}, non-trainable {ParameterCount - TrainableParameterCount:N0}").ToString();
    }

    /// <summary>The network as a Mermaid flowchart: a box a layer, with what it gives and holds, and arrows along which values go.</summary>
    public string ToMermaid()
    {
        var text = new StringBuilder("flowchart TD\n");
        for (var i = 0; i < Layers.Count; i++)
        {
            var layer = Layers[i];
            var parameters = layer.ParameterCount > 0 ? string.Create(CultureInfo.InvariantCulture, $"<br>{layer.ParameterCount:N0} parameters") : "";
            text.Append(CultureInfo.InvariantCulture, $"  n{i}[\"{Quote(layer.Name)}<br>{Quote(layer.Kind)} {layer.OutputText}{parameters}\"]\n");
        }

        for (var i = 0; i < Layers.Count; i++)
        {
            foreach (var source in Layers[i].Sources)
            {
                text.Append(CultureInfo.InvariantCulture, $"  n{source} --> n{i}\n");
            }
        }

        return text.ToString();
    }

    private static string Quote(string name) => name.Replace("\"", "#quot;", StringComparison.Ordinal).Replace("<", "#lt;", StringComparison.Ordinal);

    private static IEnumerable<(string Name, Module Layer)> Leaves(Module module, string path)
    {
        foreach (var (name, child) in module.named_children())
        {
            var childPath = path.Length == 0 ? name : $"{path}.{name}";
            var leaves = child.named_children().Any() ? Leaves(child, childPath) : [(childPath, child)];
            foreach (var leaf in leaves)
            {
                yield return leaf;
            }
        }
    }
}
