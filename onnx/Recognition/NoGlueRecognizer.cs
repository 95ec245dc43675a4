namespace Gans.Onnx.Recognition;

/// <summary>Recognises nothing: that of a strict export.</summary>
internal sealed class NoGlueRecognizer : IGlueRecognizer
{
    /// <inheritdoc/>
    public GlueAnswer Recognize(GlueQuestion question) => new(null);
}
