using System.Globalization;
using System.Text;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Models;

/// <summary>One layer of a <see cref="ModelSummary"/>.</summary>
/// <param name="Name">Its path in the network, such as <c>body.up14</c>.</param>
/// <param name="Kind">Its type, such as <c>SameConvTranspose2d</c>.</param>
/// <param name="Output">Sizes of its output, with 1 for the batch; none where the pass did not reach it.</param>
/// <param name="ParameterCount">Its parameters, running statistics included.</param>
public sealed record LayerSummary(string Name, string Kind, IReadOnlyList<long> Output, long ParameterCount);

/// <summary>The table of a network: layers with the shapes they give and the parameters they hold.</summary>
public sealed class ModelSummary
{
    private ModelSummary(IReadOnlyList<LayerSummary> layers, long total, long trainable)
    {
        (Layers, ParameterCount, TrainableParameterCount) = (layers, total, trainable);
    }

    /// <summary>The layers, in the order of registration.</summary>
    public IReadOnlyList<LayerSummary> Layers { get; }

    /// <summary>All parameters, running statistics included.</summary>
    public long ParameterCount { get; }

    /// <summary>Parameters that training changes.</summary>
    public long TrainableParameterCount { get; }

    /// <summary>Summarises a generator.</summary>
    /// <param name="generator">The network.</param>
    public static ModelSummary Of(Generator generator)
    {
        return Of(generator, () => generator.Run(
            new GeneratorInput(
                zeros(1, generator.LatentSize),
                generator.ClassCount > 0 ? zeros([1], ScalarType.Int64) : null,
                generator.CodeSize > 0 ? zeros(1, generator.CodeSize) : null),
            Mode.Inference));
    }

    /// <summary>Summarises a discriminator.</summary>
    /// <param name="discriminator">The network.</param>
    /// <param name="data">Shape of the samples that it judges.</param>
    public static ModelSummary Of(Discriminator discriminator, DataShape data) =>
        Of(discriminator, () => discriminator.Run(zeros([1, .. data.Sizes]), data.ClassCount > 0 ? zeros([1], ScalarType.Int64) : null, Mode.Inference));

    /// <summary>Summarises a network by one pass through it.</summary>
    /// <param name="network">The network, on the CPU.</param>
    /// <param name="pass">Runs it once, with a batch of 1, in inference mode.</param>
    public static ModelSummary Of(Module network, Action pass)
    {
        var leaves = Leaves(network, string.Empty).ToList();
        var outputs = new Dictionary<Module, long[]>(ReferenceEqualityComparer.Instance);
        var hooks = leaves.Select(leaf => leaf.Layer).OfType<Module<Tensor, Tensor>>().Select(layer => layer.register_forward_hook((module, _, output) =>
        {
            outputs[module] = output.shape;
            return output;
        })).ToList();
        try
        {
            using var scope = NewDisposeScope();
            using var plain = no_grad();
            pass();
        }
        finally
        {
            hooks.ForEach(hook => hook.remove());
        }

        var layers = leaves.Select(
            leaf => new LayerSummary(leaf.Name, leaf.Layer.GetName(), outputs.GetValueOrDefault(leaf.Layer, []), leaf.Layer.ParameterCount()));
        return new ModelSummary([.. layers], network.ParameterCount(), network.TrainableParameterCount());
    }

    /// <summary>The table as text, one line a layer and one for the totals.</summary>
    public override string ToString()
    {
        var nameWidth = Layers.Select(layer => layer.Name.Length).DefaultIfEmpty(0).Max();
        var kindWidth = Layers.Select(layer => layer.Kind.Length).DefaultIfEmpty(0).Max();
        var shapeWidth = Layers.Select(layer => ShapeText(layer).Length).DefaultIfEmpty(0).Max();
        var text = new StringBuilder();
        foreach (var layer in Layers)
        {
            text.Append(layer.Name.PadRight(nameWidth + 2)).Append(layer.Kind.PadRight(kindWidth + 2)).Append(ShapeText(layer).PadRight(shapeWidth + 2))
                .Append(CultureInfo.InvariantCulture, $"{layer.ParameterCount,12:N0}").Append('\n');
        }

        return text.Append(
            CultureInfo.InvariantCulture,
            $"parameters {ParameterCount:N0}, trainable {TrainableParameterCount:N0}, non-trainable {ParameterCount - TrainableParameterCount:N0}").ToString();
    }

    private static string ShapeText(LayerSummary layer) => $"[{string.Join(", ", layer.Output)}]";

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
