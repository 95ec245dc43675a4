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

    /// <summary>
    /// Draws a batch of another height and width than <see cref="Sample"/>, where the network takes images of any size: axes 2 and 3 of inputs and
    /// outputs are then free in the file, which is verified at both sizes. Null where all axes but the batch are fixed.
    /// </summary>
    public Func<int, Tensor>? OtherSize { get; init; }
}
