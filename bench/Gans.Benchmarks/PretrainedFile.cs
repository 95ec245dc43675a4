using Gans.Training.Pretrained;

namespace Gans.Benchmarks;

/// <summary>The exports of others' networks that benchmarks run.</summary>
internal static class PretrainedFile
{
    /// <summary>The path of one; made where it is not there.</summary>
    /// <param name="name">One of <see cref="PretrainedCatalog.Names"/>.</param>
    public static string Ensure(string name)
    {
        var path = $"build/bench/pretrained/{name}.onnx";
        if (!File.Exists(path))
        {
            PretrainedCatalog.Find(name).Export(null, path, CancellationToken.None);
        }

        return path;
    }
}
