using Gans.Onnx.Graph;
using static TorchSharp.torch;

namespace Gans.Onnx;

/// <summary>
/// One recorded call of a module, and the graph that it is written to. New nodes are named after the module: node <c>up14/ConvTranspose</c>,
/// result <c>up14/ConvTranspose_out</c>, stored tensor <c>up14.weight</c>.
/// </summary>
public sealed class OnnxCall
{
    private readonly GraphBuilder graph;
    private readonly Func<nn.Module, Func<OnnxCall, IReadOnlyList<OnnxValue>>?> findForm;
    private readonly nn.Module? module;
    private readonly string title;

    /// <summary>A call.</summary>
    /// <param name="graph">What it is written to.</param>
    /// <param name="findForm">Gives the form of a module, for parts of this one.</param>
    /// <param name="path">The module's path.</param>
    /// <param name="title">What to call the module in messages.</param>
    /// <param name="module">The module; null for an operation.</param>
    /// <param name="operands">What it was called with.</param>
    internal OnnxCall(
        GraphBuilder graph,
        Func<nn.Module, Func<OnnxCall, IReadOnlyList<OnnxValue>>?> findForm,
        string path,
        string title,
        nn.Module? module,
        IReadOnlyList<OnnxValue?> operands)
    {
        this.graph = graph;
        this.findForm = findForm;
        this.module = module;
        this.title = title;
        Path = path;
        Operands = operands;
        Inputs = [.. operands.OfType<OnnxValue>()];
    }

    /// <summary>The module's path in the network, such as <c>block1.conv</c>; empty for the root.</summary>
    public string Path { get; }

    /// <summary>The tensors that the module was called with, in order; tensors that were left out are left out here.</summary>
    public IReadOnlyList<OnnxValue> Inputs { get; }

    /// <summary>The first of <see cref="Inputs"/>.</summary>
    public OnnxValue Input => Inputs[0];

    /// <summary>As <see cref="Inputs"/>, with null for tensors that were left out.</summary>
    internal IReadOnlyList<OnnxValue?> Operands { get; }

    /// <summary>Shapes of the recorded results.</summary>
    internal IReadOnlyList<IReadOnlyList<Dimension>> ResultShapes { get; init; } = [];

    /// <summary>Types of the recorded results.</summary>
    internal IReadOnlyList<ScalarType> ResultTypes { get; init; } = [];

    /// <summary>Sizes among the arguments of a functional operation, which may follow the batch.</summary>
    internal IReadOnlyList<Dimension> SizeArguments { get; init; } = [];

    /// <summary>Arguments that are no tensors.</summary>
    internal IReadOnlyList<object?> OtherArguments { get; init; } = [];

    /// <summary>What libtorch took and gave in each run, for settings that a module does not show; empty where the call is a part's.</summary>
    internal IReadOnlyList<(IReadOnlyList<Tensor?> Inputs, IReadOnlyList<Tensor> Results)> Observed { get; init; } = [];

    /// <summary>A parameter or buffer of the module, stored in the file as <c>path.name</c>.</summary>
    /// <param name="name">Its name in the module, such as <c>weight</c>, or <c>inner.weight</c> for that of a part.</param>
    /// <exception cref="OnnxExportException">The module has none of that name.</exception>
    public OnnxValue State(string name) => StateOrNull(name) ?? throw new OnnxExportException(
        $"Exporting {title}{At(Path)}: it has no parameter or buffer '{name}'. Register it under that name, or correct the name in ToOnnx.");

    /// <summary>A parameter or buffer of the module; null where it has none of that name, as a layer without bias.</summary>
    /// <param name="name">Its name in the module.</param>
    public OnnxValue? StateOrNull(string name) => StateTensor(name) is { } tensor ? graph.State(Join(Path, name), tensor) : null;

    /// <summary>A tensor that is stored in the file as <c>path.name</c>; what equals a tensor that is stored already is that one.</summary>
    /// <param name="value">Its values, copied.</param>
    /// <param name="name">Its name.</param>
    public OnnxValue Constant(Tensor value, string name)
    {
        ArgumentNullException.ThrowIfNull(value);
        return graph.Constant(Join(Path, name), value);
    }

    /// <summary>A number as a tensor without axes.</summary>
    /// <param name="value">The number.</param>
    /// <param name="type">Its element type.</param>
    public OnnxValue Number(double value, ScalarType type = ScalarType.Float32) => graph.Number(value, type);

    /// <summary>Integers as an Int64 tensor of one axis, as ONNX takes axes and pads.</summary>
    /// <param name="values">The integers.</param>
    public OnnxValue Integers(params ReadOnlySpan<long> values) => graph.Integers(values);

    /// <summary>Sizes as an Int64 tensor of one axis: stored where they are fixed, else computed from the batch size of the file's input.</summary>
    /// <param name="sizes">The sizes.</param>
    public OnnxValue Sizes(params ReadOnlySpan<Dimension> sizes) => graph.Sizes(Path, sizes);

    /// <summary>Adds a node with one result. Type and shape of the result follow from the operator's definition.</summary>
    /// <param name="op">The ONNX operator, of opset 18.</param>
    /// <param name="inputs">Its inputs; null for an optional one that is left out.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <exception cref="OnnxExportException">The operator is not known here, or its inputs or attributes break its definition.</exception>
    public OnnxValue Add(string op, ReadOnlySpan<OnnxValue?> inputs, params ReadOnlySpan<OnnxAttribute> attributes) => AddMany(op, inputs, 1, attributes)[0];

    /// <summary>Adds a node with several results.</summary>
    /// <param name="op">The ONNX operator, of opset 18.</param>
    /// <param name="inputs">Its inputs; null for an optional one that is left out.</param>
    /// <param name="results">How many results are used.</param>
    /// <param name="attributes">Its attributes.</param>
    /// <inheritdoc cref="Add" path="/exception"/>
    public IReadOnlyList<OnnxValue> AddMany(string op, ReadOnlySpan<OnnxValue?> inputs, int results, params ReadOnlySpan<OnnxAttribute> attributes) =>
        graph.Add(Path, op, inputs, results, attributes);

    /// <summary>The value in another element type; itself where it has that already.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">The element type.</param>
    public OnnxValue Cast(OnnxValue value, ScalarType type)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Type == type ? value : Add("Cast", [value], OnnxAttribute.Int("to", type.ToOnnx()));
    }

    /// <summary>Adds what a part of the module computes: a TorchSharp module that has a form here, or an <see cref="IOnnxModule"/>.</summary>
    /// <param name="part">A module that is registered in this one.</param>
    /// <param name="inputs">What it is called with.</param>
    /// <exception cref="OnnxExportException">The part is not registered in this module, has no form, or returns several tensors.</exception>
    public OnnxValue Convert(nn.Module part, params ReadOnlySpan<OnnxValue> inputs)
    {
        ArgumentNullException.ThrowIfNull(part);
        var name = module?.named_modules().FirstOrDefault(candidate => ReferenceEquals(candidate.module, part)).name ?? throw new OnnxExportException(
            $"Exporting {title}{At(Path)}: a part {part.GetName()} is not registered in it. Register it with register_module.");
        var convert = findForm(part) ?? throw new OnnxExportException(
            $"Exporting {title}{At(Path)}: its part '{name}' ({part.GetName()}) has no ONNX form. Write the form of the parts that it is made of.");
        return convert(new OnnxCall(graph, findForm, Join(Path, name), part.GetName(), part, [.. inputs]))[0];
    }

    /// <summary>Refuses a case that has no ONNX form.</summary>
    /// <param name="condition">Whether the case has one.</param>
    /// <param name="found">What was found, such as <c>the divisor is given</c>.</param>
    /// <param name="remedy">What to do instead: a sentence.</param>
    /// <exception cref="OnnxExportException">The condition does not hold; the message names the module.</exception>
    public void Require(bool condition, string found, string remedy)
    {
        if (!condition)
        {
            throw Fail(found, remedy);
        }
    }

    internal static string At(string path) => path.Length == 0 ? string.Empty : $" '{path}'";

    internal OnnxExportException Fail(string found, string remedy) => new($"Exporting {title}{At(Path)}: {found}, which has no ONNX form here. {remedy}");

    internal OnnxValue Reals(params ReadOnlySpan<float> values) => graph.Reals(values);

    internal Tensor? StateTensor(string name) =>
        module?.named_parameters().FirstOrDefault(entry => entry.name == name).parameter
            ?? module?.named_buffers().FirstOrDefault(entry => entry.name == name).buffer;

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
