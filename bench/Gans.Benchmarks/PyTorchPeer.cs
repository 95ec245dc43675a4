using System.Globalization;
using System.Text.Json;

namespace Gans.Benchmarks;

/// <summary>What the peer's script measured of Inception v3.</summary>
/// <param name="ImagesPerSecond">Images a second after the warm-up.</param>
/// <param name="Version">PyTorch's version.</param>
/// <param name="Threads">Threads that one operator used.</param>
internal sealed record PeerThroughput(double ImagesPerSecond, string Version, int Threads);

/// <summary>The same work in plain PyTorch, as a process of its own: the scripts in <c>bench/peer</c>.</summary>
internal static class PyTorchPeer
{
    /// <summary>The interpreter that bench/run found PyTorch in.</summary>
    public static string Python { get; } = Environment.GetEnvironmentVariable("PYTHON") ?? "/usr/bin/python3";

    /// <summary>Trains some steps and gives the speed.</summary>
    /// <param name="pack">Folder of the dataset pack.</param>
    /// <param name="steps">Steps that are timed.</param>
    /// <param name="warmUp">Steps before these.</param>
    /// <param name="threads">Threads that one operator may use; null for PyTorch's own choice.</param>
    public static PeerSpeed Train(string pack, int steps, int warmUp, int? threads)
    {
        List<string> arguments = ["bench/peer/dcgan_fashion.py", pack, Text(steps), Text(warmUp)];
        if (threads is { } count)
        {
            arguments.Add(Text(count));
        }

        return JsonSerializer.Deserialize<PeerSpeed>(Machine.Output(Python, [.. arguments]), PeerSpeed.Names)!;
    }

    /// <summary>Runs Inception v3 and gives the speed.</summary>
    /// <param name="images">Images that are timed.</param>
    /// <param name="batch">Images a pass.</param>
    /// <param name="threads">Threads that one operator may use; null for PyTorch's own choice.</param>
    public static PeerThroughput Inception(int images, int batch, int? threads)
    {
        List<string> arguments = ["bench/peer/inception.py", "speed", Text(images), Text(batch)];
        if (threads is { } count)
        {
            arguments.Add(Text(count));
        }

        return JsonSerializer.Deserialize<PeerThroughput>(Machine.Output(Python, [.. arguments]), PeerSpeed.Names)!;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
