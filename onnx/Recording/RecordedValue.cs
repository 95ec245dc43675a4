using static TorchSharp.torch;

namespace Gans.Onnx.Recording;

/// <summary>A tensor of one run.</summary>
/// <param name="origin">Where it comes from.</param>
/// <param name="name">For people, and for inputs and state the name in the file.</param>
/// <param name="copy">Its values when it was seen first; owned by the run.</param>
internal sealed class RecordedValue(ValueOrigin origin, string name, Tensor copy)
{
    public ValueOrigin Origin => origin;

    public string Name => name;

    public Tensor Copy => copy;

    /// <summary>For an unknown value: path of the module whose code it was met in.</summary>
    public string Place { get; init; } = string.Empty;

    /// <summary>For an unknown value: the value that was changed in place; null where the tensor was never seen.</summary>
    public RecordedValue? ChangedFrom { get; init; }
}
