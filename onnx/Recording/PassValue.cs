using static TorchSharp.torch;

namespace Gans.Onnx.Recording;

/// <summary>One value of the network, seen in every run.</summary>
/// <param name="Order">Its place among the values, in the order in which the network made them.</param>
/// <param name="InRuns">What it was in each run.</param>
/// <param name="Shape">Its sizes for every batch size.</param>
internal sealed record PassValue(int Order, IReadOnlyList<RecordedValue> InRuns, IReadOnlyList<Dimension> Shape)
{
    public ValueOrigin Origin { get; init; } = InRuns[0].Origin;

    public string Name => InRuns[0].Name;

    public ScalarType Type => InRuns[0].Copy.dtype;

    /// <summary>The call that made it; null for inputs, state, constants and unknown values.</summary>
    public PassCall? Producer { get; set; }

    public bool Equals(PassValue? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Order;
}
