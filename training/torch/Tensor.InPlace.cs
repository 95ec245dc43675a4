using Gans.Torch.Door;

namespace Gans.Torch;

public sealed partial class Tensor
{
    private static readonly Operator AddInPlaceOperator = new("add_", "Tensor");
    private static readonly Operator MultiplyInPlaceOperator = new("mul_", "Scalar");
    private static readonly Operator LerpInPlaceOperator = new("lerp_", "Scalar");
    private static readonly Operator ClampInPlaceOperator = new("clamp_");
    private static readonly Operator FillInPlaceOperator = new("fill_", "Scalar");
    private static readonly Operator ZeroInPlaceOperator = new("zero_");
    private static readonly Operator CopyInPlaceOperator = new("copy_");
    private static readonly Operator LeakyReluInPlaceOperator = new("leaky_relu_");
    private static readonly Operator ReluInPlaceOperator = new("relu_");
    private static readonly Operator NormalInPlaceOperator = new("normal_");
    private static readonly Operator UniformInPlaceOperator = new("uniform_");

    /// <summary>Adds a multiple of another tensor to this one.</summary>
    /// <param name="other">A tensor whose shape broadcasts to this one's.</param>
    /// <param name="scale">What it is multiplied by.</param>
    public void AddInPlace(Tensor other, double scale = 1) => AddInPlaceOperator.CallInPlace(this, other, scale);

    /// <summary>Multiplies this tensor by a number.</summary>
    /// <param name="factor">The number.</param>
    public void MultiplyInPlace(double factor) => MultiplyInPlaceOperator.CallInPlace(this, factor);

    /// <summary>Moves this tensor towards another: <c>this += weight * (end - this)</c>.</summary>
    /// <param name="end">The other end, of the same shape.</param>
    /// <param name="weight">How far, 0 to 1.</param>
    public void LerpInPlace(Tensor end, double weight) => LerpInPlaceOperator.CallInPlace(this, end, weight);

    /// <summary>Moves every element into a range.</summary>
    /// <param name="min">The least result.</param>
    /// <param name="max">The greatest result.</param>
    public void ClampInPlace(double min, double max) => ClampInPlaceOperator.CallInPlace(this, min, max);

    /// <summary>Sets every element.</summary>
    /// <param name="value">The value.</param>
    public void FillInPlace(double value) => FillInPlaceOperator.CallInPlace(this, value);

    /// <summary>Sets every element to 0.</summary>
    public void ZeroInPlace() => ZeroInPlaceOperator.CallInPlace(this);

    /// <summary>Takes over the values of another tensor, converted to this one's type and device.</summary>
    /// <param name="source">A tensor whose shape broadcasts to this one's.</param>
    public void CopyInPlace(Tensor source) => CopyInPlaceOperator.CallInPlace(this, source, false);

    /// <summary>Draws every element from N(mean, deviation squared).</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="deviation">The standard deviation.</param>
    public void NormalInPlace(double mean, double deviation) => NormalInPlaceOperator.CallInPlace(this, mean, deviation);

    /// <summary>Draws every element from the uniform distribution on [low, high).</summary>
    /// <param name="low">The least value.</param>
    /// <param name="high">The end of the range.</param>
    public void UniformInPlace(double low, double high) => UniformInPlaceOperator.CallInPlace(this, low, high);

    /// <summary>Multiplies negative elements by a slope. Recorded like <see cref="LeakyRelu"/>, which keeps a copy of the input instead.</summary>
    /// <param name="slope">The slope of the negative side, not negative.</param>
    public void LeakyReluInPlace(double slope) => LeakyReluInPlaceOperator.CallInPlace(this, slope);

    /// <summary>Sets negative elements to 0. Recorded like <see cref="Relu"/>.</summary>
    public void ReluInPlace() => ReluInPlaceOperator.CallInPlace(this);
}
