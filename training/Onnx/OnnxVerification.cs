using Gans.Runtime;
using Gans.Torch;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Training.Onnx;

/// <summary>Runs a model in ONNX Runtime and the network in libtorch on the same random inputs.</summary>
internal static class OnnxVerification
{
    /// <summary>Greatest absolute difference that is allowed.</summary>
    public const double Tolerance = 1e-4;

    private const int Samples = 64;

    /// <summary>Most values of a batch's inputs: large images go through libtorch a few at a time, so that their activations fit the memory.</summary>
    private const long MostValues = 1 << 21;

    /// <summary>Compares all outputs.</summary>
    /// <param name="model">The file's bytes.</param>
    /// <param name="inputs">The inputs.</param>
    /// <param name="forward">The pass.</param>
    /// <param name="description">What the file says about itself.</param>
    /// <returns>Greatest absolute difference.</returns>
    /// <exception cref="OnnxExportException">ONNX Runtime refuses the model, shapes differ, or values differ by more than <see cref="Tolerance"/>.</exception>
    public static double Verify(byte[] model, IReadOnlyList<ExportInput> inputs, ForwardPass forward, OnnxModelDescription description)
    {
        try
        {
            using var session = OnnxSessions.Open(model, new() { Device = Runtime.Device.Cpu }, description.Recipe);
            var difference = BatchSizes(inputs).Max(batch => CompareBatch(session, inputs, forward, description, batch));
            return inputs.Any(input => input.OtherSize is not null)
                ? Math.Max(difference, CompareBatch(session, [.. inputs.Select(AtOtherSize)], forward, description, batch: 1))
                : difference;
        }
        catch (Exception e) when ((e as OnnxRuntimeException ?? e.InnerException) is OnnxRuntimeException refusal)
        {
            throw new OnnxExportException(
                $"Verifying {description.Recipe}: ONNX Runtime refuses the model: {refusal.Message.ReplaceLineEndings(" ")}. No file was written.", e);
        }
    }

    /// <summary>64 inputs in batches whose sizes are not those of the record: one alone, where axes of size 1 could hide faults, and the rest, together where they are small.</summary>
    private static IEnumerable<int> BatchSizes(IReadOnlyList<ExportInput> inputs)
    {
        using var scope = new TensorScope();
        var values = inputs.Sum(input => input.Sample(1).Shape.Count);
        var largest = (int)Math.Clamp(MostValues / values, 1, Samples - 1);
        return [1, .. Enumerable.Range(0, Samples - 1).Chunk(largest).Select(chunk => chunk.Length)];
    }

    private static ExportInput AtOtherSize(ExportInput input) => input with { Sample = input.OtherSize ?? input.Sample };

    private static double CompareBatch(
        InferenceSession session, IReadOnlyList<ExportInput> inputs, ForwardPass forward, OnnxModelDescription description, int batch)
    {
        using var scope = new TensorScope();
        using var plain = Autograd.NoGrad();
        Tensor[] samples = [.. inputs.Select(input => input.Sample(batch))];
        var expected = forward(samples);
        var feeds = samples.Select(OrtTensors.ToOrtValue).ToList();
        try
        {
            using var options = new RunOptions();
            using var results = session.Run(options, [.. inputs.Select(input => input.Name)], feeds, session.OutputNames);
            var largest = 0.0;
            foreach (var (name, result) in session.OutputNames.Zip(results))
            {
                largest = name == PixelOutput.Pixels && description.MakesImages
                    ? Math.Max(largest, ComparePixels(expected.Single(output => output.Name == PixelOutput.Images).Value, result, description))
                    : Math.Max(largest, CompareOutput(name, expected.Single(output => output.Name == name).Value, result, description, batch));
            }

            return largest;
        }
        finally
        {
            feeds.ForEach(feed => feed.Dispose());
        }
    }

    private static double CompareOutput(string name, Tensor expected, OrtValue result, OnnxModelDescription description, int batch)
    {
        var shape = new Shape(result.GetTensorTypeAndShape().Shape);
        if (shape != expected.Shape)
        {
            throw new OnnxExportException(
                $"Verifying {description.Recipe}: output '{name}' of a batch of {batch} is {shape} in ONNX Runtime and {expected.Shape} in libtorch. "
                + "No file was written. Sizes must be fixed or multiples of the batch.");
        }

        var difference = expected.To(DType.Float64).ToArray<double>().Zip(OrtTensors.ToDoubles(result), Difference).DefaultIfEmpty().Max();
        return difference <= Tolerance
            ? difference
            : throw new OnnxExportException(
                FormattableString.Invariant($"Verifying {description.Recipe}: output '{name}' of a batch of {batch} differs by {difference:g3} ")
                + FormattableString.Invariant($"between libtorch and ONNX Runtime; {Tolerance} is allowed. No file was written. ")
                + "Check that weights and outputs are finite, then the converters of its operators.");
    }

    /// <summary>Images within the tolerance round to bytes that differ by one step at most; that is no difference of the network.</summary>
    private static double ComparePixels(Tensor images, OrtValue result, OnnxModelDescription description)
    {
        var expected = images.Permute(0, 2, 3, 1).To(DType.Float64).ToArray<double>();
        var differences = expected.Zip(OrtTensors.ToDoubles(result), (value, pixel) => Math.Abs(PixelOutput.ToPixel(value, description) - pixel));
        var steps = differences.DefaultIfEmpty().Max();
        return steps <= 1
            ? 0
            : throw new OnnxExportException(
                $"Verifying {description.Recipe}: output '{PixelOutput.Pixels}' differs by {steps} of 255 from the network's images. "
                + "No file was written. Report it with the name of the model.");
    }

    /// <summary>Infinite where either is not a number, so that no NaN passes.</summary>
    private static double Difference(double left, double right)
    {
        var difference = left == right ? 0 : Math.Abs(left - right);
        return double.IsNaN(difference) ? double.PositiveInfinity : difference;
    }
}
