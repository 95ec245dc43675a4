using System.Runtime.InteropServices;
using Gans.Benchmarks;

// Run from the root by bench/run, which brings the build, the peers and the data up to date.
var benchmarks = new Dictionary<string, Action>
{
    ["training"] = TrainingSpeed.Run,
    ["translation"] = TranslationSpeed.Run,
    ["tile-borders"] = TileBorders.Run,
    ["stylegan-step"] = StyleGanStep.Run,
    ["sampling"] = SamplingLatency.Run,
    ["service"] = ServiceThroughput.Run,
    ["pipeline"] = NoOpPipeline.Run,
    ["memory"] = TrainingMemory.Run,
    ["metrics"] = MetricAgreement.Run,
    ["resnet"] = ResNetSpeed.Run,
    ["inception"] = InceptionSpeed.Run,
    ["inception-exactness"] = InceptionExactness.Run,
    ["feature-cache"] = FeatureCacheGain.Run,
    ["evaluate-memory"] = EvaluationMemory.RunManyImages,
    ["extractor-memory"] = EvaluationMemory.RunDefault,
    ["frechet-order"] = FrechetOrder.Run,
    ["faces"] = FaceDetection.Run,
    ["prepare"] = PrepareThroughput.Run,
    ["mutations"] = ReaderMutations.Run,
    ["command-mutations"] = CommandMutations.Run,
};

if (args.FirstOrDefault(name => !benchmarks.ContainsKey(name)) is { } unknown)
{
    Console.Error.WriteLine($"Choosing benchmarks: found '{unknown}', needed one of {string.Join(", ", benchmarks.Keys)}. Name one of these, or none for all.");
    return 2;
}

Console.WriteLine(
    $"{DateTime.UtcNow:yyyy-MM-dd} UTC, {Environment.ProcessorCount} cores ({Machine.Processor}), "
    + $"{RuntimeInformation.OSDescription}, .NET {Environment.Version}");
foreach (var name in args.Length > 0 ? args : [.. benchmarks.Keys])
{
    benchmarks[name]();
}

return 0;
