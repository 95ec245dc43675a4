using Gans.Formats;
using Gans.Runtime;
using global::Onnx;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using TensorElementType = Microsoft.ML.OnnxRuntime.Tensors.TensorElementType;

namespace Gans.Onnx.Adoption;

/// <summary>Runs a model on the CPU with floats in and out, whatever the types in the file.</summary>
internal sealed class ForeignSession : IDisposable
{
    private readonly InferenceSession session;
    private readonly string name;

    /// <param name="model">The model; not kept.</param>
    /// <param name="name">What to call it in messages.</param>
    /// <exception cref="InvalidInputException">ONNX Runtime refuses it.</exception>
    public ForeignSession(ModelProto model, string name)
        : this(model.ToByteArray(), name)
    {
    }

    /// <inheritdoc cref="ForeignSession(ModelProto, string)"/>
    public ForeignSession(byte[] model, string name)
    {
        this.name = name;
        session = OnnxSessions.Open(model, new SessionSettings { Device = Device.Cpu, ShapesVary = true }, name);
    }

    /// <summary>The type of one of its outputs.</summary>
    public TensorElementType TypeOf(string output) => session.OutputMetadata[output] is { IsTensor: true } metadata
        ? metadata.ElementDataType
        : throw new InvalidInputException($"Running {name}: found no tensor in '{output}', needed one. Name another value.");

    /// <summary>Runs it.</summary>
    /// <exception cref="InvalidInputException">It fails, or has values of a type that is no number.</exception>
    public IReadOnlyList<Values> Run(IReadOnlyDictionary<string, Values> inputs, IReadOnlyList<string> outputs)
    {
        var feeds = inputs.Select(input => ToOrt(input.Key, input.Value)).ToList();
        try
        {
            using var options = new RunOptions();
            using var results = session.Run(options, [.. inputs.Keys], feeds, outputs);
            return [.. outputs.Zip(results, FromOrt)];
        }
        catch (OnnxRuntimeException e)
        {
            throw new InvalidInputException($"Running {name}: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}. Check the file.", e);
        }
        finally
        {
            feeds.ForEach(static feed => feed.Dispose());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => session.Dispose();

    private OrtValue ToOrt(string input, Values values)
    {
        var type = session.InputMetadata.TryGetValue(input, out var metadata) && metadata.IsTensor
            ? metadata.ElementDataType
            : throw new InvalidInputException($"Running {name}: found no tensor '{input}' among its inputs, needed one. Check the names.");
        return type switch
        {
            TensorElementType.Float => Copy(values, static value => value),
            TensorElementType.Float16 => Copy(values, static value => (Float16)value),
            TensorElementType.Double => Copy(values, static value => (double)value),
            TensorElementType.UInt8 => Copy(values, static value => (byte)value),
            TensorElementType.Int32 => Copy(values, static value => (int)value),
            TensorElementType.Int64 => Copy(values, static value => (long)value),
            _ => throw Unknown(input, type),
        };
    }

    private Values FromOrt(string output, OrtValue value)
    {
        var (shape, type) = (value.GetTensorTypeAndShape().Shape, value.GetTensorTypeAndShape().ElementDataType);
        return new Values(shape, type switch
        {
            TensorElementType.Float => value.GetTensorDataAsSpan<float>().ToArray(),
            TensorElementType.Float16 => Read<Float16>(value, static element => (float)element),
            TensorElementType.Double => Read<double>(value, static element => (float)element),
            TensorElementType.UInt8 => Read<byte>(value, static element => element),
            TensorElementType.Int32 => Read<int>(value, static element => element),
            TensorElementType.Int64 => Read<long>(value, static element => element),
            _ => throw Unknown(output, type),
        });
    }

    private static OrtValue Copy<T>(Values values, Func<float, T> convert)
        where T : unmanaged => OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values.Elements, element => convert(element)), [.. values.Shape]);

    private static float[] Read<T>(OrtValue value, Func<T, float> convert)
        where T : unmanaged => Array.ConvertAll(value.GetTensorDataAsSpan<T>().ToArray(), element => convert(element));

    private InvalidInputException Unknown(string value, TensorElementType type) =>
        new($"Running {name}: found '{value}' of {type}, needed float, float16, double, uint8, int32 or int64. Export it again with one of these.");
}
