using static TorchSharp.torch;

namespace Gans.Onnx.Recording;

/// <summary>How a pass is run once to be recorded.</summary>
/// <param name="Batch">The batch size.</param>
/// <param name="Draw">The inputs' values.</param>
internal sealed record RecordedRun(long Batch, Func<OnnxInput, Tensor> Draw)
{
    /// <summary>
    /// Whether the result of each known module that has parameters is replaced by random numbers of all sizes. Then what the code between modules makes of them
    /// shows for any values: a bound that a normalised network never reaches, a branch that is always zero, or a choice by values.
    /// </summary>
    public bool ReplacesResults { get; init; }
}
