namespace Gans.Onnx.Recognition;

/// <summary>What a recogniser says to a question.</summary>
/// <param name="Expression">The only expression that fits; null where none fits or where several that differ do.</param>
/// <param name="Found">Why there is none: half a sentence; empty where there is one.</param>
internal sealed record GlueAnswer(GlueExpression? Expression, string Found = "");
