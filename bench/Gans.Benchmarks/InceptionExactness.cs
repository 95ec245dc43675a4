using Gans.Formats;
using Gans.Runtime;
using Gans.Training.Pretrained;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Benchmarks;

/// <summary>
/// Inception v3 as Gans imports and exports it against torchvision's module with the same random weights: all three variants, both kinds of <c>.pth</c>.
/// </summary>
internal static class InceptionExactness
{
    private const string Folder = "build/bench/inception";

    private static readonly (string Variant, string Model)[] Variants =
        [("torchvision", "inception-v3-torchvision"), ("keras", "inception-v3"), ("fid", "inception-v3-fid")];

    public static void Run()
    {
        Machine.Output(PyTorchPeer.Python, "bench/peer/inception.py", "save", Folder);
        var images = NpyFile.Read(Path.Combine(Folder, "images.npy"));
        Console.WriteLine();
        Console.WriteLine($"Inception v3 with torchvision's random weights, {images.Shape[0]} images, greatest difference from torchvision");
        foreach (var (variant, model) in Variants)
        {
            foreach (var kind in (string[])["zip", "legacy"])
            {
                var path = Path.Combine(Folder, $"{variant}-{kind}.onnx");
                PretrainedCatalog.Find(model).Export(Path.Combine(Folder, $"{variant}-{kind}.pth"), path, CancellationToken.None);
                var (features, logits) = Differences(path, images, variant);
                Console.WriteLine($"  {variant,-12} {kind,-7} features {features:0.0e0}, logits {logits:0.0e0}");
            }
        }
    }

    private static (float Features, float Logits) Differences(string path, NpyArray images, string variant)
    {
        using var session = OnnxSessions.Open(path);
        using var options = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(images.Elements<float>().ToArray(), [.. images.Shape]);
        using var outputs = session.Run(options, ["images"], [input], ["features", "logits"]);
        return (Difference(outputs[0], $"{variant}-features.npy"), Difference(outputs[1], $"{variant}-logits.npy"));
    }

    private static float Difference(OrtValue found, string expected)
    {
        var left = found.GetTensorDataAsSpan<float>();
        var right = NpyFile.Read(Path.Combine(Folder, expected)).Elements<float>();
        var largest = 0f;
        for (var i = 0; i < right.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(left[i] - right[i]));
        }

        return largest;
    }
}
