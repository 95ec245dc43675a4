using TorchSharp;

namespace Gans.Onnx;

/// <summary>Numbers for TorchSharp's calls that outlive the call.</summary>
/// <remarks>
/// TorchSharp 0.107 passes libtorch the address of a number and keeps nothing alive meanwhile: a collection of garbage in that moment frees the number, and the
/// call fails with "Expected false to be true" or goes on with another value. What is held here stays alive until the same thread asks for as many again as are
/// held, and so for the whole of any call. TorchSharp also makes numbers of its own accord, such as the 1 of <c>a + b</c>:
/// <see cref="TensorArithmetic"/> has those operators without.
/// </remarks>
public static class Held
{
    private const int Count = 64;   // the greediest call takes three

    [ThreadStatic]
    private static Scalar[]? numbers;

    [ThreadStatic]
    private static int next;

    /// <summary>A real number.</summary>
    /// <param name="value">Which.</param>
    /// <returns>To be passed on at once.</returns>
    public static Scalar Number(double value) => Hold(value);

    /// <summary>A whole number.</summary>
    /// <inheritdoc cref="Number(double)"/>
    public static Scalar Number(long value) => Hold(value);

    private static Scalar Hold(Scalar number)
    {
        numbers ??= new Scalar[Count];
        numbers[next] = number;
        next = (next + 1) % Count;
        return number;
    }
}
