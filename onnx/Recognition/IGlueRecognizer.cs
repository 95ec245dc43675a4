namespace Gans.Onnx.Recognition;

/// <summary>Finds what functional code between modules computed, by value.</summary>
internal interface IGlueRecognizer
{
    /// <summary>Looks for an expression over known values that gives the unknown one in every run.</summary>
    /// <param name="question">The unknown value and what it may be made of.</param>
    /// <returns>The only expression that fits; null where none fits or where several that differ do.</returns>
    GlueExpression? Recognize(GlueQuestion question);
}
