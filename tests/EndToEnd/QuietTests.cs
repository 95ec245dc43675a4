using System.Text.RegularExpressions;

namespace Gans.EndToEnd;

/// <summary>
/// Commands that use ONNX Runtime leave nothing of it, or of Gans, in the home, in caches or in the temporary folder, and nothing on the error stream. Where
/// strace is installed: they open no socket of a network, and change nothing but what lies below the folder they run in and the temporary folder.
/// </summary>
[TestClass]
public sealed partial class QuietTests
{
    private const string Pipeline = """
        name: quiet
        params: { seed: 3, device: cpu, threads: 1 }
        stages:
          train:
            uses: train
            with: { model: cgan-fashion, steps: 2, batch_size: 4, generator_width: 2, discriminator_width: 2, sample_count: 4 }
            deps: [data]
            outs: [out/run]
          train-judge:
            uses: train
            with: { model: classifier-fashion, steps: 2, batch_size: 16, discriminator_width: 4 }
            deps: [data]
            outs: [out/judge]
        """;

    private static readonly string[][] Commands =
    [
        ["run", "--quiet"],
        ["export", "--run", "out/run", "--out", "generator.onnx", "--quiet"],
        ["export", "--run", "out/judge", "--out", "judge.onnx", "--quiet"],
        ["info", "generator.onnx"],
        ["sample", "--model", "generator.onnx", "--count", "4", "--seed", "1", "--out", "grid.png", "--quiet"],
        [
            "evaluate", "--real", "data", "--fake", "generator.onnx", "--count", "32", "--extractor", "judge.onnx", "--metrics", "fid", "--json", "scores.json",
            "--quiet",
        ],
        ["interpolate", "--model", "generator.onnx", "--seeds", "1,2", "--steps", "2", "--out", "walk.gif", "--quiet"],
        ["show", "data", "--out", "shown.png", "--quiet"],
        ["report", "--run", "out/run", "--model", "generator.onnx", "--out", "report.html", "--quiet"],
        ["summary", "generator.onnx"],
        ["summary", "out/run"],
        ["status"],
        ["doctor"],
    ];

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    [Description("A home that cannot be written lies below a device: ONNX Runtime left alone complains of it on the error stream.")]
    public void Commands_EmptyHome_LeaveItAndTheTemporaryFolderEmpty(bool writable)
    {
        using var folder = new TemporaryFolder("quiet ");   // of ASCII alone: strace writes other letters as numbers
        DotsPack.Save(folder["data"]);
        folder.Write("pipeline.yaml", Pipeline);
        using var user = new TemporaryFolder("quiet ");
        using var log = new TemporaryFolder();
        string[] places = [.. new[] { "home", "cache", "tmp" }.Select(place => Directory.CreateDirectory(user[place]).FullName)];
        var environment = new Dictionary<string, string?>
        {
            ["HOME"] = writable ? places[0] : "/dev/null/home",
            ["XDG_CACHE_HOME"] = writable ? places[1] : "/dev/null/cache",
            ["TMPDIR"] = places[2],
            ["NUGET_PACKAGES"] = PackageCache.Folder,   // where set-up put ResNet-18, without which doctor finds something missing
            ["ORT_DISABLE_TELEMETRY"] = null,   // the launcher sets it; the command must do without
            ["DOTNET_EnableDiagnostics"] = "0",   // .NET's own sockets for debuggers
        };

        foreach (var command in Commands)
        {
            var result = GansProcess.RunTraced(folder.Path, environment, log["calls"], command);

            Assert.AreEqual(0, result.Code, result.Error);
            Assert.DoesNotContain("onnxruntime", result.Error, string.Join(' ', command));
            Assert.AreEqual("", string.Join('\n', user.Files()), string.Join(' ', command));
            var calls = File.Exists(log["calls"]) ? File.ReadAllLines(log["calls"]) : [];
            Assert.AreEqual("", string.Join('\n', calls.Where(call => IsStray(call, folder.Path, places[2]))), string.Join(' ', command));
        }
    }

    /// <summary>Whether a line of strace is a network's socket, or a change that was made outside of some folders. Devices are no files.</summary>
    private static bool IsStray(string call, params ReadOnlySpan<string> folders)
    {
        if (call.Contains("AF_INET", StringComparison.Ordinal))
        {
            return true;
        }

        if (!Change().IsMatch(call) || Failure().IsMatch(call))
        {
            return false;
        }

        foreach (Match path in RootedPath().Matches(call))
        {
            var isBelow = (path.Value.StartsWith("/dev/", StringComparison.Ordinal) && !path.Value.StartsWith("/dev/shm", StringComparison.Ordinal))
                || path.Value.StartsWith("/proc/self/", StringComparison.Ordinal);
            foreach (var folder in folders)
            {
                isBelow |= path.Value == folder || path.Value.StartsWith(folder + "/", StringComparison.Ordinal);
            }

            if (!isBelow)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Opened to be written, or any call that is no opening.</summary>
    [GeneratedRegex(@"O_WRONLY|O_RDWR|O_CREAT|^\d+ +(?!open)\w+\(")]
    private static partial Regex Change();

    [GeneratedRegex(@"= -1 E\w+")]
    private static partial Regex Failure();

    [GeneratedRegex(@"(?<="")/[^""]*")]
    private static partial Regex RootedPath();
}
