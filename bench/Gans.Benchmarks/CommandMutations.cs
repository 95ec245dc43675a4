using System.Diagnostics;
using System.Text;
using Gans.Formats;

namespace Gans.Benchmarks;

/// <summary>
/// Gives damaged files to the command, twenty for each reader: it must take each or refuse it with exit code 2 and one line, soon and in little memory.
/// Fails otherwise, and says which seed did and what the command said.
/// </summary>
internal static class CommandMutations
{
    private const int Count = 20;
    private const string Folder = "build/bench/command-mutations";
    private const string Bank = """{ "format": 1, "groups": { "a": { "seed": 1, "numbers": [1, 2, 3] } } }""";
    private const int Refused = 2;
    private const long Most = 500_000_000;   // bytes resident
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);   // several programs may share the cores

    public static void Run()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        Directory.CreateDirectory(Folder);
        Machine.Output("./gans", "train", "--model", "gan-1d", "--steps", "1", "--out", Place("run"), "--quiet");
        Machine.Output("./gans", "export", "--run", Place("run"), "--out", Place("points.onnx"), "--quiet");
        foreach (var (name, file, whole, arguments) in Readers())
        {
            Measure(name, file, whole, arguments);
        }
    }

    /// <summary>Readers: name, the file that is damaged, its bytes when whole, and a command that reads it.</summary>
    private static IEnumerable<(string Name, string File, byte[] Whole, string[] Arguments)> Readers()
    {
        var picture = new Image(24, 24, 3);
        new Random(1).NextBytes(picture.Pixels);
        var png = ReaderMutations.Encoded(picture, ImageCodec.EncodePng);
        var jpeg = ReaderMutations.Encoded(picture, static (image, file) => ImageCodec.EncodeJpeg(image, file));
        var tar = ReaderMutations.Tar(("a/1.png", png), ("b/2.jpg", jpeg));
        var digits = ReaderMutations.Idx([3, 1, 2], 10, 20, 30, 40, 50, 60);
        var state = ReaderMutations.Zip(("a/data.pkl", ReaderMutations.StateDict()), ("a/data/0", new byte[24]));
        foreach (var folder in new[] { "idx", "idx-gz" })
        {
            Write($"{folder}/train-labels-idx1-ubyte", ReaderMutations.Idx([3], 2, 0, 2));
        }

        yield return ("png", "pictures/a.png", png, Prepare("images", "pictures"));
        yield return ("jpeg", "photos/a.jpg", jpeg, Prepare("images", "photos"));
        yield return ("zip", "a.zip", ReaderMutations.Zip(("a/1.png", png), ("b/2.jpg", jpeg)), Prepare("images", "a.zip"));
        yield return ("tar", "a.tar", tar, Prepare("images", "a.tar"));
        yield return ("tar.gz", "a.tar.gz", ReaderMutations.Gzip(tar), Prepare("images", "a.tar.gz"));
        yield return ("npz", "a.npz", Npz(), Prepare("images", "a.npz"));
        yield return ("npy", "drawings/camel.npy", Npy(), Prepare("quickdraw", "drawings"));
        yield return ("idx", "idx/train-images-idx3-ubyte", digits, Prepare("mnist", "idx"));
        yield return ("idx.gz", "idx-gz/train-images-idx3-ubyte.gz", ReaderMutations.Gzip(digits), Prepare("mnist", "idx-gz"));
        yield return ("pickle", "cifar/data_batch_1", ReaderMutations.Pickle(), Prepare("cifar10", "cifar"));
        yield return ("safetensors", "a.safetensors", File.ReadAllBytes(Place("run/checkpoint/weights.safetensors")), Import("a.safetensors"));
        yield return ("pth", "a.pth", state, Import("a.pth"));
        yield return ("tfjs, its manifest", "tfjs/model.json", Encoding.UTF8.GetBytes(ReaderMutations.Manifest), Import("tfjs/model.json"));
        yield return ("tfjs, its weights", "tfjs/a", new byte[26], Import("tfjs/model.json"));
        foreach (var file in new[] { "run/run.json", "run/checkpoint/state.json", "run/checkpoint/weights.safetensors" })
        {
            yield return (file, file, File.ReadAllBytes(Place(file)), ["export", "--run", Place("run"), "--out", Place("exported.onnx")]);
        }

        yield return ("onnx", "a.onnx", File.ReadAllBytes(Place("points.onnx")), ["info", Place("a.onnx")]);
        yield return (
            "bank",
            "bank.json",
            Encoding.UTF8.GetBytes(Bank),
            ["arithmetic", "--model", Place("points.onnx"), "--bank", Place("bank.json"), "--out", Place("sum.png")]);
        yield return ("pipeline", "pipeline.yaml", File.ReadAllBytes("recipes/gan-1d.yaml"), ["status", "-f", Place("pipeline.yaml")]);
    }

    private static string[] Prepare(string dataset, string input) =>
        ["prepare", "--dataset", dataset, "--in", Place(input), "--out", Place("made"), "--force"];

    private static string[] Import(string weights) => ["export", "--pretrained", "mtcnn", "--weights", Place(weights), "--out", Place("imported")];

    private static void Measure(string name, string file, byte[] whole, string[] arguments)
    {
        Write(file, whole);
        var (refused, slowest, largest) = (0, TimeSpan.Zero, 0L);
        for (var seed = 0; seed < Count; seed++)
        {
            Write(file, ReaderMutations.Damage(whole, new Random(seed)));
            var (code, lines, took, peak) = Call(arguments);
            (slowest, largest) = (took > slowest ? took : slowest, Math.Max(largest, peak));
            refused += code == Refused ? 1 : 0;
            var isRight = code == 0 || (code == Refused && lines is [var line] && line.StartsWith("gans", StringComparison.Ordinal));
            if (!isRight || took > Soon || peak > Most)
            {
                throw new InvalidOperationException(
                    $"Giving 'gans {string.Join(' ', arguments)}' a {name} damaged with seed {seed}: exit code {code} after {took.TotalSeconds:0.0} s with "
                    + $"{peak / 1e6:0} MB, and {lines.Length} lines:\n{string.Join('\n', lines)}");
            }
        }

        Write(file, whole);   // others are read with it
        Console.WriteLine(
            $"command mutations, {name}: {Count} files of some {whole.Length:N0} bytes, {refused} refused, the others read; "
            + $"slowest {slowest.TotalSeconds:0.0} s, most memory {largest / 1e6:0} MB");
    }

    private static (int Code, string[] Lines, TimeSpan Took, long Peak) Call(string[] arguments)
    {
        var start = new ProcessStartInfo("./gans", [.. arguments, "--quiet"]) { RedirectStandardError = true, RedirectStandardOutput = true };
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var (error, output) = (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        var peak = 0L;
        while (!process.WaitForExit(20))
        {
            if (watch.Elapsed > Soon)
            {
                process.Kill(entireProcessTree: true);
            }

            peak = Math.Max(peak, PeakOf(process));
        }

        Task.WaitAll(error, output);
        return (process.ExitCode, error.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries), watch.Elapsed, peak);
    }

    private static long PeakOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;   // it has just ended
        }
    }

    private static string Place(string name) => Path.Combine(Folder, name);

    private static void Write(string file, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Place(file))!);
        File.WriteAllBytes(Place(file), content);
    }

    private static byte[] Npz()
    {
        NpzFile.Write(Place("whole.npz"), [new("images", NpyArray.Create<byte>(new byte[48], 1, 4, 4, 3)), new("labels", NpyArray.Create<long>([3], 1))]);
        return File.ReadAllBytes(Place("whole.npz"));
    }

    private static byte[] Npy()
    {
        NpyFile.Write<byte>(Place("whole.npy"), new byte[2 * 784], 2, 784);
        return File.ReadAllBytes(Place("whole.npy"));
    }
}
