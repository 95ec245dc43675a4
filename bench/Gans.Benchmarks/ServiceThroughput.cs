using System.Globalization;

namespace Gans.Benchmarks;

/// <summary>
/// The web service of <c>samples/ClothesServer</c> under 64 clients, beside the same service on bare ONNX Runtime (<c>bench/peer/BareService</c>).
/// </summary>
/// <remarks>
/// Both are processes that stay alive, and are loaded in turns of some seconds, so that what else the machine does meets both. The clients share its cores. In
/// the end the service is told to stop under load.
/// </remarks>
internal static class ServiceThroughput
{
    private const string Model = "build/bench/pipeline/generator.onnx";
    private const int Clients = 64;
    private const int Turn = 5;
    private const int DefaultSeconds = 60;
    private const double LeastShare = 0.9;

    public static void Run()
    {
        Machine.Output("./gans", "run", "-f", "bench/pipeline.yaml", "export", "--quiet");
        var seconds = int.Parse(Environment.GetEnvironmentVariable("GANS_BENCH_SECONDS") ?? $"{DefaultSeconds}", CultureInfo.InvariantCulture);
        using var ours = new ServiceLoad("ClothesServer", 5081, Program("ClothesServer"), "--Generator:Path", Model);
        using var bare = new ServiceLoad("bare ONNX Runtime", 5082, Program("BareService"), Model);
        ServiceLoad[] services = [ours, bare];
        foreach (var service in services)
        {
            service.Run(Clients, Turn);   // what is compiled and allocated at first
            service.Reset();
        }

        var early = services.Select(static service => service.ResidentBytes).ToArray();
        for (var turn = 0; turn < seconds; turn += Turn)
        {
            foreach (var service in turn / Turn % 2 == 0 ? services : [bare, ours])
            {
                service.Run(Clients, Math.Min(Turn, seconds - turn));
            }
        }

        Console.WriteLine();
        Console.WriteLine($"web service, one picture of dcgan-fashion a request, {Clients} clients for {seconds} s each");
        foreach (var (service, before) in services.Zip(early))
        {
            Console.WriteLine(
                $"  {service.Name,-18} {service.Answered / service.Seconds,7:F1} requests/s, {service.Percentile(0.5),6:F1} ms, "
                + $"{service.Percentile(0.99):F1} ms for 99%, {service.Errors} errors, "
                + $"{Megabytes(before):F1} MB, in the end {Megabytes(service.ResidentBytes):F1} MB");
        }

        var share = ours.Answered / ours.Seconds / (bare.Answered / bare.Seconds);
        var errors = ours.Errors;
        var (answered, lost) = ours.Stop(Clients);
        Console.WriteLine($"  {share:P1} of the bare service's requests; told to stop under load it answered {answered} more and lost {lost}");
        if (share < LeastShare || errors + lost > 0)
        {
            throw new InvalidOperationException(
                $"Measuring the web service: found {share:P1}, {errors} errors and {lost} lost, needed {LeastShare:P0} and none.");
        }
    }

    private static string Program(string name) => $"build/bin/{name}/release/{name}.dll";

    private static double Megabytes(long bytes) => bytes / 1048576.0;
}
