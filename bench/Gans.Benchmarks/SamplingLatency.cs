using System.Diagnostics;
using Gans.Inference;
using Gans.Runtime;
using Microsoft.ML.OnnxRuntime;

namespace Gans.Benchmarks;

/// <summary>
/// One 28x28 image: a call of <see cref="Generator.Sample(SampleRequest, Span{byte}, CancellationToken)"/> against the bare call of ONNX Runtime.
/// </summary>
/// <remarks>Both on one thread and on the same latents, turn by turn; the bare call binds its buffers once.</remarks>
internal static class SamplingLatency
{
    private const string Model = "build/bench/pipeline/generator.onnx";
    private const int Calls = 1000;

    public static void Run()
    {
        Machine.Output("./gans", "run", "-f", "bench/pipeline.yaml", "export", "--quiet");
        using var generator = Generator.Load(Model, new GeneratorOptions { Device = Device.Cpu, Threads = 1 });
        using var bare = new BareCall(Model, generator);
        var request = new SampleRequest(generator.Latents(seed: 1).Draw(1));
        var pixels = new byte[generator.Height * generator.Width * generator.Channels];

        Span<double> bareTimes = new double[Calls];
        Span<double> ourTimes = new double[Calls];
        long allocated = 0;
        for (var call = -Calls / 10; call < Calls; call++)
        {
            var started = Stopwatch.GetTimestamp();
            bare.Run();
            var between = Stopwatch.GetTimestamp();
            var before = GC.GetAllocatedBytesForCurrentThread();
            var again = Stopwatch.GetTimestamp();
            generator.Sample(request, pixels);
            var ended = Stopwatch.GetTimestamp();
            if (call >= 0)
            {
                allocated += GC.GetAllocatedBytesForCurrentThread() - before;
                bareTimes[call] = Microseconds(started, between);
                ourTimes[call] = Microseconds(again, ended);
            }
        }

        var (bareTime, ourTime) = (Machine.Median(bareTimes.ToArray()), Machine.Median(ourTimes.ToArray()));
        Console.WriteLine();
        Console.WriteLine($"one image of dcgan-fashion, one thread, median of {Calls} calls");
        Console.WriteLine($"  ONNX Runtime's bare call {bareTime,10:F1} us");
        Console.WriteLine(
            $"  Generator.Sample         {ourTime,10:F1} us, {ourTime - bareTime:F1} us over it, "
            + $"{(double)allocated / Calls:F1} bytes a call on the managed heap");
    }

    private static double Microseconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMicroseconds;

    /// <summary>A session and its bound buffers, and nothing else.</summary>
    private sealed class BareCall : IDisposable
    {
        private readonly RunOptions runOptions;
        private readonly InferenceSession session;
        private readonly OrtIoBinding binding;
        private readonly OrtValue latents;
        private readonly OrtValue pixels;

        public BareCall(string model, Generator generator)
        {
            session = OnnxSessions.Open(model, new() { Device = Device.Cpu, Threads = 1 });
            runOptions = new RunOptions();
            binding = session.CreateIoBinding();
            latents = OrtValue.CreateTensorValueFromMemory(new float[generator.LatentSize], [1, generator.LatentSize]);
            pixels = OrtValue.CreateTensorValueFromMemory(
                new byte[generator.Height * generator.Width * generator.Channels], [1, generator.Height, generator.Width, generator.Channels]);
            binding.BindInput("z", latents);
            binding.BindOutput("pixels", pixels);
        }

        public void Run() => session.RunWithBinding(runOptions, binding);

        public void Dispose()
        {
            binding.Dispose();
            pixels.Dispose();
            latents.Dispose();
            session.Dispose();
            runOptions.Dispose();
        }
    }
}
