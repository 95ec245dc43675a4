namespace Gans.Onnx.Recognition;

/// <summary>Finds what functional code between modules computed, by value.</summary>
internal interface IGlueRecognizer
{
    /// <summary>Looks for an expression over known values that gives the unknown one in every run.</summary>
    /// <param name="question">The unknown value and what it may be made of.</param>
    GlueAnswer Recognize(GlueQuestion question);
}
