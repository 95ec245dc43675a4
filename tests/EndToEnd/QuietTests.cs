namespace Gans.EndToEnd;

/// <summary>
/// Commands that use ONNX Runtime leave nothing of it, or of Gans, in the home, in caches or in the temporary folder, and nothing on the error stream.
/// </summary>
[TestClass]
public sealed class QuietTests
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
        using var folder = new TemporaryFolder();
        DotsPack.Save(folder["data"]);
        folder.Write("pipeline.yaml", Pipeline);
        using var user = new TemporaryFolder();
        string[] places = [.. new[] { "home", "cache", "tmp" }.Select(place => Directory.CreateDirectory(user[place]).FullName)];
        var environment = new Dictionary<string, string?>
        {
            ["HOME"] = writable ? places[0] : "/dev/null/home",
            ["XDG_CACHE_HOME"] = writable ? places[1] : "/dev/null/cache",
            ["TMPDIR"] = places[2],
            ["ORT_DISABLE_TELEMETRY"] = null,   // the launcher sets it; the command must do without
            ["DOTNET_EnableDiagnostics"] = "0",   // .NET's own sockets for debuggers
        };

        foreach (var command in Commands)
        {
            var result = GansProcess.Run(folder.Path, environment, command);

            Assert.AreEqual(0, result.Code, result.Error);
            Assert.DoesNotContain("onnxruntime", result.Error, string.Join(' ', command));
            Assert.AreEqual("", string.Join('\n', user.Files()), string.Join(' ', command));
        }
    }
}
