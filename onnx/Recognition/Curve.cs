using static TorchSharp.torch;

namespace Gans.Onnx.Recognition;

/// <summary>A function of one number.</summary>
/// <param name="Text">Its name and arguments, in which {0} is the operand.</param>
/// <param name="Tolerance">How far it may be off by rounding.</param>
/// <param name="At">The function.</param>
/// <param name="Build">The operation.</param>
internal sealed record Curve(string Text, double Tolerance, Func<double, double> At, Func<Tensor, Tensor> Build)
{
    /// <summary>The curve of a term.</summary>
    public Term Of(Term term)
    {
        var (inner, function) = (term.At, At);
        return term.Then(Text, term.Shapes, Tolerance, (run, place) => function(inner(run, place)), Build);
    }
}
