using static TorchSharp.torch;

namespace Gans.Onnx;

/// <summary>
/// One recorded call of a module, and the graph that it is written to. New nodes are named after the module: node <c>up14/ConvTranspose</c>,
/// result <c>up14/ConvTranspose_out</c>, stored tensor <c>up14.weight</c>.
/// </summary>
public sealed class OnnxCall
{
    internal OnnxCall(string path, IReadOnlyList<OnnxValue> inputs)
    {
        Path = path;
        Inputs = inputs;
    }

    /// <summary>The module's path in the network, such as <c>block1.conv</c>; empty for the root.</summary>
    public string Path { get; }

    /// <summary>The tensors that the module was called with, in order; tensors that were left out are left out here.</summary>
    public IReadOnlyList<OnnxValue> Inputs { get; }

    /// <summary>The first of <see cref="Inputs"/>.</summary>
    public OnnxValue Input => Inputs[0];

    /// <summary>A parameter or buffer of the module, stored in the file as <c>path.name</c>.</summary>
    /// <param name="name">Its name in the module, such as <c>weight</c>, or <c>inner.weight</c> for that of a part.</param>
    /// <exception cref="OnnxExportException">The module has none of that name.</exception>
    public OnnxValue State(string name) => throw new NotImplementedException(name);

    /// <summary>A parameter or buffer of the module; null where it has none of that name, as a layer without bias.</summary>
    /// <param name="name">Its name in the module.</param>
    public OnnxValue? StateOrNull(string name) => throw new NotImplementedException(name);

    /// <summary>A tensor that is stored in the file as <c>path.name</c>; what equals a tensor that is stored already is that one.</summary>
    /// <param name="value">Its values, copied.</param>
    /// <param name="name">Its name.</param>
    public OnnxValue Constant(Tensor value, string name) => throw new NotImplementedException(name);

    /// <summary>A number as a tensor without axes.</summary>
    /// <param name="value">The number.</param>
    /// <param name="type">Its element type.</param>
    public OnnxValue Number(double value, ScalarType type = ScalarType.Float32) => throw new NotImplementedException($"{value} {type}");

    /// <summary>Integers as an Int64 tensor of one axis, as ONNX takes axes and pads.</summary>
    /// <param name="values">The integers.</param>
    public OnnxValue Integers(params ReadOnlySpan<long> values) => throw new NotImplementedException();

    /// <summary>Sizes as an Int64 tensor of one axis: stored where they are fixed, else computed from the batch size of the file's input.</summary>
    /// <param name="sizes">The sizes.</param>
    public OnnxValue Sizes(params ReadOnlySpan<Dimension> sizes) => throw new NotImplementedException();

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
        throw new NotImplementedException($"{op} {results}");

    /// <summary>The value in another element type; itself where it has that already.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">The element type.</param>
    public OnnxValue Cast(OnnxValue value, ScalarType type)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Type == type ? value : throw new NotImplementedException(Path);
    }

    /// <summary>Adds what a part of the module computes: a TorchSharp module that has a form here, or an <see cref="IOnnxModule"/>.</summary>
    /// <param name="part">A module that is registered in this one.</param>
    /// <param name="inputs">What it is called with.</param>
    public OnnxValue Convert(nn.Module part, params ReadOnlySpan<OnnxValue> inputs) => throw new NotImplementedException();

    /// <summary>Refuses a case that has no ONNX form.</summary>
    /// <param name="condition">Whether the case has one.</param>
    /// <param name="found">What was found, such as <c>the divisor is given</c>.</param>
    /// <param name="remedy">What to do instead: a sentence.</param>
    /// <exception cref="OnnxExportException">The condition does not hold; the message names the module.</exception>
    public void Require(bool condition, string found, string remedy)
    {
        if (!condition)
        {
            throw new OnnxExportException($"Exporting module '{Path}': {found}, which has no ONNX form here. {remedy}");
        }
    }
}
