using Gans.Torch;

namespace Gans.Training.Onnx;

/// <summary>One input of an exported graph. Its outermost axis is the batch.</summary>
/// <param name="Name">Its name in the file: <c>z</c>, <c>labels</c>, <c>codes</c> or <c>source</c>; <c>images</c> for an extractor.</param>
/// <param name="Sample">
/// Draws a batch of valid values for the given batch size, on the network's device. The export traces and verifies with them.
/// The tensor is owned like the result of any operation.
/// </param>
public sealed record ExportInput(string Name, Func<int, Tensor> Sample)
{
    /// <summary>What the input means, for people who open the file; written as its doc string.</summary>
    public string? Description { get; init; }
}
