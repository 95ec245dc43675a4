using Gans.Formats;
using Gans.Runtime;
using Microsoft.ML.OnnxRuntime;
using static TorchSharp.torch;

namespace Gans.Onnx.Verification;

/// <summary>Runs a file in ONNX Runtime, as it stands and optimised, and the network in libtorch, on the same random inputs.</summary>
internal static class OnnxVerification
{
    /// <summary>Greatest difference, relative to max(1, max|libtorch's result|).</summary>
    public const double Tolerance = 1e-4;

    private const double MostValues = 1 << 21;   // of a batch's inputs: large images go through a few at a time, so that their activations fit the memory
    private const int LargestBatch = 5;

    private static readonly double[] Scales = [1, 0.01, 100];

    /// <summary>Compares all outputs.</summary>
    /// <param name="model">The file's bytes.</param>
    /// <param name="name">The network's name, for messages.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="pass">The pass.</param>
    /// <returns>The greatest difference, relative as <see cref="Tolerance"/> is.</returns>
    /// <exception cref="OnnxExportException">ONNX Runtime refuses the model, shapes differ, or values differ by more than <see cref="Tolerance"/>.</exception>
    public static double Verify(byte[] model, string name, IReadOnlyList<OnnxInput> inputs, OnnxPass pass)
    {
        try
        {
            var greatest = 0.0;
            foreach (var optimize in (bool[])[false, true])
            {
                using var session = OnnxSessions.Open(model, new SessionSettings { Device = Runtime.Device.Cpu, Optimize = optimize, ShapesVary = true }, name);
                greatest = Comparisons(inputs).Select(comparison => Compare(session, name, inputs, pass, comparison)).Append(greatest).Max();
            }

            return greatest;
        }
        catch (Exception refusal) when (refusal is OnnxRuntimeException or InvalidInputException)
        {
            throw new OnnxExportException(
                $"Verifying {name}: ONNX Runtime refuses the model: {refusal.Message.ReplaceLineEndings(" ")}. No file was written.", refusal);
        }
    }

    /// <summary>
    /// One example alone, where axes of size 1 could hide faults, then several, of several sizes of numbers; then all again at the second size of free axes.
    /// </summary>
    private static IEnumerable<Comparison> Comparisons(IReadOnlyList<OnnxInput> inputs)
    {
        var values = inputs.Sum(static input => Samples.ShapeOf(input, 1, other: true).Aggregate(1.0, static (product, size) => product * size));
        var batch = (long)Math.Clamp(MostValues / values, 2, LargestBatch);
        foreach (var other in inputs.Any(static input => input.Axes.Any(static axis => axis.IsFree)) ? (bool[])[false, true] : [false])
        {
            yield return Drawn(1, other, 1);
            foreach (var scale in Scales)
            {
                yield return Drawn(batch, other, scale);
            }

            yield return new Comparison(input => Samples.Constant(input, batch, other), $"a batch of {batch} constants", MayOverflow: false);
            if (inputs.Any(static input => input.Default is not null))
            {
                yield return Drawn(batch, other, 1) with { What = $"a batch of {batch} without what has a default", LeavesOut = true };
            }
        }
    }

    private static Comparison Drawn(long batch, bool other, double scale) => new(
        input => Samples.Draw(input, batch, other, scale),
        FormattableString.Invariant($"a batch of {batch}{(scale == 1 ? string.Empty : $" at scale {scale}")}{(other ? " at the second size" : string.Empty)}"),
        MayOverflow: scale > 1);

    private static double Compare(InferenceSession session, string name, IReadOnlyList<OnnxInput> inputs, OnnxPass pass, Comparison comparison)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        Tensor[] samples = [.. inputs.Select(input => comparison.LeavesOut && input.Default is { } standard ? standard : comparison.Draw(input))];
        var given = inputs.Zip(samples).Where(pair => !comparison.LeavesOut || pair.First.Default is null).ToList();
        var feeds = given.ConvertAll(static pair => OrtTensors.ToOrtValue(pair.Second));
        try
        {
            var expected = pass(samples);
            using var options = new RunOptions();
            using var results = session.Run(options, given.ConvertAll(static pair => pair.First.Name), feeds, session.OutputNames);
            return session.OutputNames.Zip(
                results, (output, result) => Compare(name, output, expected.Single(pair => pair.Name == output).Value, result, comparison)).Max();
        }
        finally
        {
            feeds.ForEach(static feed => feed.Dispose());
        }
    }

    private static double Compare(string name, string output, Tensor expected, OrtValue result, Comparison comparison)
    {
        var shape = result.GetTensorTypeAndShape().Shape;
        if (!shape.SequenceEqual(expected.shape))
        {
            throw new OnnxExportException(
                $"Verifying {name}: output '{output}' of {comparison.What} is [{string.Join(", ", shape)}] in ONNX Runtime and "
                + $"[{string.Join(", ", expected.shape)}] in libtorch. "
                + "No file was written. Sizes must be fixed, or follow the batch and the free axes.");
        }

        var difference = Difference(
            [.. expected.to_type(ScalarType.Float64).cpu().contiguous().data<double>()], OrtTensors.ToDoubles(result), expected.dtype, comparison.MayOverflow);
        return difference <= Tolerance
            ? difference
            : throw new OnnxExportException(
                FormattableString.Invariant(
                    $"Verifying {name}: output '{output}' of {comparison.What} differs by {difference:g3} between libtorch and ONNX Runtime; ")
                + FormattableString.Invariant($"{Tolerance} is allowed. No file was written. ")
                + "Check that weights and outputs are finite, that nothing in the pass is random, then the ONNX forms of its modules.");
    }

    /// <summary>
    /// Infinite where either is no number, so that a network of broken weights does not pass: only where numbers may overflow are two such equal.
    /// Bytes, which real numbers were rounded to, may be one step apart.
    /// </summary>
    private static double Difference(double[] expected, double[] actual, ScalarType type, bool mayOverflow)
    {
        var steps = type == ScalarType.Byte ? 1 : 0;
        var size = type is ScalarType.Float32 or ScalarType.Float64 ? Math.Max(1, expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max()) : 1;
        var greatest = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            var isSame = expected[i].Equals(actual[i]) && (mayOverflow || !double.IsNaN(expected[i]));
            var difference = isSame ? 0 : Math.Max(0, Math.Abs(expected[i] - actual[i]) - steps);
            greatest = Math.Max(greatest, double.IsNaN(difference) ? double.PositiveInfinity : difference / size);
        }

        return greatest;
    }

    /// <summary>One set of inputs for both.</summary>
    /// <param name="Draw">Their values.</param>
    /// <param name="What">What they are, for messages.</param>
    /// <param name="MayOverflow">Whether they are so large that no number may come out of a network in order.</param>
    private sealed record Comparison(Func<OnnxInput, Tensor> Draw, string What, bool MayOverflow)
    {
        /// <summary>Whether ONNX Runtime is given no inputs that have a default.</summary>
        internal bool LeavesOut { get; init; }
    }
}
