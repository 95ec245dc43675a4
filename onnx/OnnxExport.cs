using Gans.Formats;
using Gans.Onnx.Graph;
using Gans.Onnx.Recognition;
using static TorchSharp.torch;

namespace Gans.Onnx;

/// <summary>Writes a network of TorchSharp modules as an ONNX file: recorded, checked, compared with libtorch, then written.</summary>
/// <remarks>
/// Opset 18, IR version 8. The network is put into inference mode for the time of the export, module by module, and back afterwards.
/// The file computes what the network does: on random inputs of several scales, at two batch sizes (and two sizes of free axes), with ONNX Runtime's graph
/// optimisations and without, |a - b| is at most 1e-4 * max(1, max|b|), b being libtorch's result; otherwise no file is written.
/// Not thread-safe for one network: nothing else may use it meanwhile.
/// </remarks>
public static class OnnxExport
{
    /// <summary>Version of the operator set.</summary>
    public const int OpsetVersion = Operators.Opset;

    /// <summary>Version of the file format.</summary>
    public const int IrVersion = 8;

    /// <summary>Key of <c>metadata_props</c> under which recognised functional code is listed.</summary>
    public const string GlueKey = ModelCard.Prefix + "recognized_glue";

    internal static string Version => GansVersion.Current;

    /// <summary>Writes a module that takes one to three tensors and returns one or several.</summary>
    /// <param name="module">The network.</param>
    /// <param name="path">The file; an older one is replaced at the end.</param>
    /// <param name="inputs">The file's inputs, in the order in which the module takes them.</param>
    /// <exception cref="OnnxExportException">The network has no ONNX form, or the file would not compute the same.</exception>
    public static OnnxExportReport Write(nn.Module module, string path, params IReadOnlyList<OnnxInput> inputs) =>
        Write(module, path, new OnnxExportOptions(), inputs);

    /// <inheritdoc cref="Write(nn.Module, string, IReadOnlyList{OnnxInput})"/>
    /// <param name="module">The network.</param>
    /// <param name="path">The file; an older one is replaced at the end.</param>
    /// <param name="options">How it is exported, and what the file says of itself.</param>
    /// <param name="inputs">The file's inputs, in the order in which the module takes them.</param>
    public static OnnxExportReport Write(nn.Module module, string path, OnnxExportOptions options, params IReadOnlyList<OnnxInput> inputs)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(options);
        return Write(module, path, options, inputs, values => ModuleCall.Run(module, values, options.OutputNames));
    }

    /// <summary>Writes any pass through a network: the general form, for networks whose own call takes other things than tensors.</summary>
    /// <param name="network">Whose modules are recorded, and whose names the stored tensors have.</param>
    /// <param name="path">The file; an older one is replaced at the end.</param>
    /// <param name="options">How it is exported, and what the file says of itself.</param>
    /// <param name="inputs">The file's inputs.</param>
    /// <param name="pass">The pass in inference mode. It is run several times, and must do the same each time.</param>
    /// <inheritdoc cref="Write(nn.Module, string, IReadOnlyList{OnnxInput})" path="/exception"/>
    public static OnnxExportReport Write(nn.Module network, string path, OnnxExportOptions options, IReadOnlyList<OnnxInput> inputs, OnnxPass pass)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(pass);
        return new NetworkExport(network, options, inputs, pass, options.Strict ? new NoGlueRecognizer() : new GlueRecognizer()).Write(path);
    }
}
