using Gans.Formats;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Inference;

/// <summary>What to tell of a model that loads, and then fails as it runs: its file is at fault.</summary>
internal static class ModelFailure
{
    /// <summary>The error for the user.</summary>
    /// <param name="doing">What the model was run for.</param>
    /// <param name="reason">What ONNX Runtime says.</param>
    internal static InvalidInputException Of(string doing, OnnxRuntimeException reason) =>
        new($"{doing}: ONNX Runtime cannot run it ({reason.Message.ReplaceLineEndings(" ")}). Export it again with 'gans export'.", reason);
}
