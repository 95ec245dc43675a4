using Gans.Models.Classifiers;
using Gans.Models.Inception;
using Gans.Models.Mtcnn;
using Gans.Torch;

namespace Gans.Models.Tests.Golden;

/// <summary>A network as the golden tests see it: its state by name, arrays in and out. Only this file of theirs knows of modules and tensors.</summary>
internal sealed class GoldenNetwork : IDisposable
{
    private readonly Module module;
    private readonly Func<Input, Mode, (string Name, Tensor? Value)[]> forward;

    private GoldenNetwork(string name, Module module, Func<Input, Mode, (string Name, Tensor? Value)[]> forward)
    {
        (Name, this.module, this.forward) = (name, module, forward);
    }

    /// <summary>Its name, with which all names of its state begin.</summary>
    internal string Name { get; }

    /// <summary>All parts of its state.</summary>
    internal IReadOnlyList<StateEntry> State
    {
        get
        {
            var parameters = module.NamedParameters().Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
            return [.. module.NamedState().Select(entry => new StateEntry(
                $"{Name}.{entry.Name}", parameters.Contains(entry.Name), entry.Value.Type.ToString().ToLowerInvariant(), entry.Value.Shape.Sizes.ToArray()))];
        }
    }

    /// <summary>The generator of a model.</summary>
    internal static GoldenNetwork GeneratorOf(GanModel model, GanSettings settings, DataShape data)
    {
        var network = model.CreateGenerator(settings, data);
        return new("generator", network, (input, mode) => [("images", network.Forward(new GeneratorInput(input.Main, input.Labels, input.Codes), mode))]);
    }

    /// <summary>The discriminator of a model.</summary>
    internal static GoldenNetwork DiscriminatorOf(GanModel model, GanSettings settings, DataShape data)
    {
        var network = model.CreateDiscriminator(settings, data);
        return new("discriminator", network, (input, mode) =>
        {
            var output = network.Forward(input.Main, input.Labels, mode);
            return [("logits", output.Logits), ("class_logits", output.ClassLogits), ("code_logits", output.CodeLogits)];
        });
    }

    /// <summary>The classifier of a model.</summary>
    internal static GoldenNetwork ClassifierOf(ClassifierModel model, GanSettings settings, DataShape data) => Of(model.CreateClassifier(settings, data));

    /// <summary>An Inception v3.</summary>
    internal static GoldenNetwork InceptionOf(InceptionVariant variant, params int[] head) => Of(new InceptionV3(variant, head));

    /// <summary>The first network of the face detector.</summary>
    internal static GoldenNetwork ProposalNetwork() => Of(new ProposalNetwork());

    /// <summary>The second network of the face detector.</summary>
    internal static GoldenNetwork RefinementNetwork() => Of(new RefinementNetwork());

    /// <summary>The third network of the face detector.</summary>
    internal static GoldenNetwork OutputNetwork() => Of(new OutputNetwork());

    /// <summary>Gradients of the sum of all outputs of the last network, each times a weight, when each network is given the first output of the one before.</summary>
    /// <param name="chain">The networks.</param>
    /// <param name="input">What the first is given; labels are given to all.</param>
    /// <param name="pass">How all are run; not <see cref="GoldenPass.Frozen"/>.</param>
    /// <param name="weightsOf">The weights of an output, by its name and shape.</param>
    /// <param name="parameters">Names of the parameters whose gradients are wanted.</param>
    /// <returns>The gradients in the order of the names.</returns>
    internal static IReadOnlyList<GoldenArray> Gradients(
        IReadOnlyList<GoldenNetwork> chain, GoldenInput input, GoldenPass pass, Func<string, IReadOnlyList<long>, GoldenArray> weightsOf, IReadOnlyList<string> parameters)
    {
        using var scope = new TensorScope();
        var given = Input.Of(input);
        var outputs = chain[0].forward(given, ModeOf(pass));
        foreach (var network in chain.Skip(1))
        {
            outputs = network.forward(given with { Main = outputs[0].Value! }, ModeOf(pass));
        }

        var sum = Tensor.Zeros([]);
        foreach (var (name, value) in outputs)
        {
            if (value is not null)
            {
                sum += (value * TensorOf(weightsOf(name, value.Shape.Sizes.ToArray()))).Sum();
            }
        }

        var known = chain.SelectMany(network => network.Named()).ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal);
        return [.. Autograd.Gradients([sum], [.. parameters.Select(name => known[name])]).Select(ArrayOf)];
    }

    /// <summary>Puts values into a part of the state, whatever its type.</summary>
    internal void Fill(string name, float[] values)
    {
        using var scope = new TensorScope();
        using var plain = Autograd.NoGrad();
        var target = Part(name);
        target.CopyInPlace(Tensor.From(values, target.Shape.Sizes));
    }

    /// <summary>The values of a part of the state.</summary>
    internal float[] Read(string name)
    {
        using var scope = new TensorScope();
        return ArrayOf(Part(name)).Values;
    }

    /// <summary>Runs the network once.</summary>
    /// <param name="input">What it is given.</param>
    /// <param name="pass">How it is run.</param>
    /// <returns>What it gives, by name.</returns>
    internal IReadOnlyList<(string Name, GoldenArray Value)> Run(GoldenInput input, GoldenPass pass)
    {
        using var scope = new TensorScope();
        using var plain = Autograd.NoGrad();
        using var frozen = pass == GoldenPass.Frozen ? module.Freeze() : null;
        return [.. forward(Input.Of(input), ModeOf(pass)).Where(output => output.Value is not null).Select(output => (output.Name, ArrayOf(output.Value!)))];
    }

    /// <inheritdoc/>
    public void Dispose() => module.Dispose();

    private static GoldenNetwork Of(Classifier network) => new("classifier", network, (input, mode) =>
    {
        var output = network.Forward(input.Main, mode);
        return [("features", output.Features), ("logits", output.Logits)];
    });

    private static GoldenNetwork Of(MtcnnNetwork network) => new("detector", network, (input, mode) =>
    {
        var output = network.Forward(input.Main, mode);
        return [("logits", output.Logits), ("boxes", output.Boxes), ("landmarks", output.Landmarks)];
    });

    private static Mode ModeOf(GoldenPass pass) => pass == GoldenPass.Inference ? Mode.Inference : Mode.Train;

    private static GoldenArray ArrayOf(Tensor tensor) => new(tensor.To(DType.Float32).ToArray<float>(), tensor.Shape.Sizes.ToArray());

    private static Tensor TensorOf(GoldenArray array) => Tensor.From(array.Values, [.. array.Shape]);

    private IEnumerable<(string Name, Tensor Value)> Named() => module.NamedState().Select(entry => ($"{Name}.{entry.Name}", entry.Value));

    private Tensor Part(string name) => Named().First(entry => entry.Name == name).Value;

    private sealed record Input(Tensor Main, Tensor? Labels, Tensor? Codes)
    {
        internal static Input Of(GoldenInput input) => new(
            TensorOf(input.Main), input.Labels is null ? null : Tensor.From(input.Labels, input.Labels.Length), input.Codes is null ? null : TensorOf(input.Codes));
    }
}
