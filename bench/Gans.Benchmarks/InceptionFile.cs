using Gans.Training.Pretrained;

namespace Gans.Benchmarks;

/// <summary>The export of Inception v3 that benchmarks run.</summary>
internal static class InceptionFile
{
    private const string FilePath = "build/bench/inception/inception-v3.onnx";

    /// <summary>Its path; made where it is not there.</summary>
    public static string Ensure()
    {
        if (!File.Exists(FilePath))
        {
            PretrainedCatalog.Find("inception-v3").Export(null, FilePath, CancellationToken.None);
        }

        return FilePath;
    }
}
