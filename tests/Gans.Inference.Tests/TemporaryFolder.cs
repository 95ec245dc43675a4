namespace Gans.Inference.Tests;

/// <summary>A folder for one test, removed with what it holds.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gans-inference-");

    /// <summary>The path of a file in it.</summary>
    internal string this[string name] => Path.Combine(folder.FullName, name);

    /// <summary>Writes a model to a file whose name is not plain ASCII.</summary>
    internal string Save(TinyModel model, string name = "générateur.onnx")
    {
        File.WriteAllBytes(this[name], model.ToBytes());
        return this[name];
    }

    public void Dispose() => folder.Delete(recursive: true);
}
