using Gans.Formats;
using Gans.Onnx.Adoption;
using Gans.Runtime;
using global::Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Onnx.Tests.Adoption;

/// <summary>An adopted file, opened as its users do.</summary>
internal sealed class AdoptedFile : IDisposable
{
    private readonly TemporaryFolder folder;
    private readonly InferenceSession session;

    private AdoptedFile(TemporaryFolder folder, AdoptionReport report)
    {
        (this.folder, Report) = (folder, report);
        Model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(report.Path));
        Card = ModelCard.Read("adopted", Model.MetadataProps.ToDictionary(static entry => entry.Key, static entry => entry.Value));
        session = OnnxSessions.Open(report.Path, new SessionSettings { Device = Device.Cpu });
    }

    public AdoptionReport Report { get; }

    public ModelProto Model { get; }

    /// <summary>What the file itself says.</summary>
    public ModelCard Card { get; }

    public static AdoptedFile Extractor(HandMadeModel model, ExtractorAdoption options) =>
        Write(model, (from, to) => OnnxAdoption.Extractor(from, to, options));

    public static AdoptedFile Generator(HandMadeModel model, GeneratorAdoption options) =>
        Write(model, (from, to) => OnnxAdoption.Generator(from, to, options));

    /// <summary>Runs it, and gives the elements of an output.</summary>
    public float[] Run(string output, params (string Name, OrtValue Value)[] inputs)
    {
        using var options = new RunOptions();
        using var results = session.Run(options, [.. inputs.Select(static input => input.Name)], [.. inputs.Select(static input => input.Value)], [output]);
        foreach (var (_, value) in inputs)
        {
            value.Dispose();
        }

        return output == ModelTensors.Pixels
            ? Array.ConvertAll(results[0].GetTensorDataAsSpan<byte>().ToArray(), static value => (float)value)
            : results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public static (string Name, OrtValue Value) Floats(string name, float[] values, params long[] shape) =>
        (name, OrtValue.CreateTensorValueFromMemory(values, shape));

    public static (string Name, OrtValue Value) Labels(params long[] labels) =>
        (ModelTensors.Labels, OrtValue.CreateTensorValueFromMemory(labels, [labels.Length]));

    public void Dispose()
    {
        session.Dispose();
        folder.Dispose();
    }

    private static AdoptedFile Write(HandMadeModel model, Func<string, string, AdoptionReport> adopt)
    {
        var folder = new TemporaryFolder();
        return new AdoptedFile(folder, adopt(model.Save(folder), folder["adopted.onnx"]));
    }
}
