using Gans.Formats;
using Gans.Training.Runs;
using Gans.Training.Tests.Support;

namespace Gans.Training.Tests;

/// <summary>A training without learning: what it writes is what it began with.</summary>
[TestClass]
public sealed class WarmStartTests
{
    [TestMethod]
    public void Run_InitFrom_BeginsWithTheOthersWeights()
    {
        using var folder = new TemporaryFolder();
        var data = TinyData.WriteNoise(folder["data"], channels: 1, size: 28);
        TrainingRun.Run(TinyRun.Options(data, folder["first"], steps: 2), null, CancellationToken.None);
        var told = new List<string>();

        var options = Still(TinyRun.Options(data, folder["second"], steps: 1)) with { InitFrom = folder["first"], Announce = told.Add };
        TrainingRun.Run(options, null, CancellationToken.None);

        var (first, second) = (Weights(folder["first"]), Weights(folder["second"]));
        var kernels = first.Keys.Where(name => name.EndsWith("weight", StringComparison.Ordinal)).ToArray();
        Assert.IsNotEmpty(kernels);
        Assert.IsTrue(kernels.All(name => first[name].SequenceEqual(second[name])));
        StringAssert.Contains(string.Join('\n', told), "generator: begins with ");
        StringAssert.Contains(folder.Read("second/run.json"), "\"init_from\":");
    }

    [TestMethod]
    [Description("From 8x8 on there is no phase of 4x4 and of 8x8; the generator is the one kept after 8x8 was tuned, not the last, of 16x16.")]
    public void Run_FromLevel_GoesOnFromTheKeptGenerator()
    {
        using var folder = new TemporaryFolder();
        var data = TinyData.WriteNoise(folder["data"], channels: 3, size: 16);
        var options = TinyRun.Options(data, folder["first"], steps: 5, model: "progan-faces128");
        TrainingRun.Run(options with { KeepGenerators = GeneratorKeeping.All }, null, CancellationToken.None);
        var tuned = KeptGenerator.Find(new RunFolder(folder["first"]), 3);   // of phases 4, 8 fading, 8, 16 fading, 16

        var result = TrainingRun.Run(
            Still(options.Configure(settings => settings with { FromLevel = 8 })) with { Steps = 2, Output = folder["second"], InitFrom = folder["first"] },
            null,
            CancellationToken.None);

        Assert.AreEqual(2, result.Epochs);
        var (kept, second) = (Read(tuned.Path), Weights(folder["second"]));
        var block = kept.Keys.Where(name => name.StartsWith("generator.level8.", StringComparison.Ordinal)).ToArray();
        Assert.IsNotEmpty(block);
        Assert.IsTrue(block.All(name => kept[name].SequenceEqual(second[name])));
        Assert.IsFalse(block.All(name => Weights(folder["first"])[name].SequenceEqual(second[name])));
    }

    [TestMethod]
    public void Run_WhatCannotBegin_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var data = TinyData.WriteNoise(folder["data"], channels: 3, size: 16);
        var options = TinyRun.Options(data, folder["run"], steps: 1, model: "progan-faces128");

        Refuses(options with { InitFrom = folder["none"] }, "run.json");
        Refuses(options.Configure(settings => settings with { FromLevel = 8 }), "found 8 without weights of that level, needed a run that trained them");
        Refuses(
            options.Configure(settings => settings with { FromLevel = 6 }) with { InitFrom = folder["none"] },
            "found 6, needed 4, 8, 16 ..., the size of a level");
        Refuses(options.Configure(settings => settings with { FromLevel = 16 }) with { InitFrom = folder["none"] }, "found 16, needed less than 16");
    }

    private static void Refuses(TrainingOptions options, string message) => StringAssert.Contains(
        Assert.ThrowsExactly<InvalidInputException>(() => TrainingRun.Run(options, null, CancellationToken.None)).Message, message);

    /// <summary>Steps so small that weights stay as they are, and no bound that changes them.</summary>
    private static TrainingOptions Still(TrainingOptions options) => options.Configure(
        settings => settings with { GeneratorLearningRate = 1e-30, DiscriminatorLearningRate = 1e-30, MaxNorm = 0 });

    private static Dictionary<string, byte[]> Weights(string run) => Read(Path.Combine(run, "checkpoint", "weights.safetensors"));

    private static Dictionary<string, byte[]> Read(string path)
    {
        using var file = SafetensorsFile.Open(path);
        return file.Tensors.Keys.ToDictionary(name => name, name => file.GetBytes(name).ToArray());
    }
}
