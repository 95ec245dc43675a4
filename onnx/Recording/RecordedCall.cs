using static TorchSharp.torch;

namespace Gans.Onnx.Recording;

/// <summary>A call of a module that is known, or of a traced operation, in one run.</summary>
/// <param name="Path">Path of the module, or of the module whose code called the operation.</param>
/// <param name="Title">The module's type or the operation with its arguments; the same in every run.</param>
/// <param name="Module">The module; null for an operation.</param>
/// <param name="Training">Whether the module was in training mode.</param>
/// <param name="Inputs">Tensors among the arguments; null where left out.</param>
/// <param name="Results">What it returned.</param>
/// <param name="Sizes">Integers that may follow the batch.</param>
/// <param name="Arguments">Arguments that are no tensors.</param>
/// <param name="Convert">Its ONNX form.</param>
internal sealed record RecordedCall(
    string Path,
    string Title,
    nn.Module? Module,
    bool Training,
    IReadOnlyList<RecordedValue?> Inputs,
    IReadOnlyList<RecordedValue> Results,
    IReadOnlyList<long> Sizes,
    IReadOnlyList<object?> Arguments,
    Func<OnnxCall, IReadOnlyList<OnnxValue>> Convert);
