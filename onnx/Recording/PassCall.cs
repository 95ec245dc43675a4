namespace Gans.Onnx.Recording;

/// <summary>One call of the network, seen in every run.</summary>
/// <param name="InFirstRun">What is the same in every run.</param>
/// <param name="Inputs">The tensors among the arguments; null where left out.</param>
/// <param name="Results">What it returned.</param>
/// <param name="Sizes">Integers among the arguments, for every batch size.</param>
internal sealed record PassCall(RecordedCall InFirstRun, IReadOnlyList<PassValue?> Inputs, IReadOnlyList<PassValue> Results, IReadOnlyList<Dimension> Sizes)
{
    public bool Equals(PassCall? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => InFirstRun.Title.GetHashCode(StringComparison.Ordinal);
}
