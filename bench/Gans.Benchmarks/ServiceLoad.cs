using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Gans.Benchmarks;

/// <summary>A web service as a process of its own, and many clients that ask it for one picture after the other.</summary>
internal sealed partial class ServiceLoad : IDisposable
{
    private readonly Process process;
    private readonly HttpClient client;
    private readonly List<double> milliseconds = [];
    private int seed;
    private int received;

    /// <summary>Starts the service and waits until it is ready.</summary>
    /// <param name="name">What to call it.</param>
    /// <param name="port">Where it listens on this machine.</param>
    /// <param name="program">The program and its first arguments.</param>
    public ServiceLoad(string name, int port, params string[] program)
    {
        Name = name;
        string[] settings = ["--Urls", $"http://127.0.0.1:{port}", "--Limits:PerSecond", "0", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "None"];
        process = Process.Start(new ProcessStartInfo("dotnet", [.. program, .. settings]) { RedirectStandardOutput = true })!;
        client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        var patience = Stopwatch.StartNew();
        while (!IsReady())
        {
            if (process.HasExited || patience.Elapsed > TimeSpan.FromMinutes(1))
            {
                throw new InvalidOperationException($"Starting {name}: it is not ready; what it wrote is above.");
            }

            Thread.Sleep(50);
        }
    }

    public string Name { get; }

    /// <summary>Answers that came whole.</summary>
    public int Answered => milliseconds.Count;

    /// <summary>Answers of another kind, or that broke off.</summary>
    public int Errors { get; private set; }

    /// <summary>Seconds under load.</summary>
    public double Seconds { get; private set; }

    /// <summary>Resident memory of the service now, in bytes.</summary>
    public long ResidentBytes => Machine.ResidentBytes(process) ?? 0;

    /// <summary>The time that a share of the answers took at most, in milliseconds.</summary>
    public double Percentile(double share)
    {
        var sorted = milliseconds.Order().ToArray();
        return sorted[(int)(share * (sorted.Length - 1))];
    }

    /// <summary>Forgets what was measured.</summary>
    public void Reset()
    {
        milliseconds.Clear();
        (Errors, Seconds) = (0, 0);
    }

    /// <summary>Loads it for a while.</summary>
    /// <param name="clients">Requests that are open at once.</param>
    /// <param name="seconds">How long.</param>
    public void Run(int clients, double seconds)
    {
        var watch = Stopwatch.StartNew();
        Task.WhenAll(Enumerable.Range(0, clients).Select(_ => AskUntil(() => watch.Elapsed.TotalSeconds >= seconds))).Wait();
        Seconds += watch.Elapsed.TotalSeconds;
    }

    /// <summary>Tells it to stop while it is loaded.</summary>
    /// <param name="clients">Requests that are open at once.</param>
    /// <returns>Answers from the stop on; requests that the service began in its life, by its log, and no client was answered.</returns>
    public (int Answered, int Lost) Stop(int clients)
    {
        var asking = Enumerable.Range(0, clients).Select(_ => AskUntil(() => process.HasExited)).ToArray();
        Thread.Sleep(1000);
        var before = received;
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        var begun = BegunRequests().Match(process.StandardOutput.ReadToEnd()).Groups[1].Value;
        process.WaitForExit();
        Task.WaitAll(asking);
        return (received - before, int.Parse(begun, CultureInfo.InvariantCulture) - received);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
        client.Dispose();
    }

    private async Task AskUntil(Func<bool> isOver)
    {
        await Task.Yield();
        while (!isOver())
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                using var answer = await client.GetAsync(new Uri($"/clothes.png?seed={Interlocked.Increment(ref seed)}", UriKind.Relative));
                await answer.Content.ReadAsByteArrayAsync();
                Interlocked.Increment(ref received);
                Note(answer.IsSuccessStatusCode, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError)
            {
                return;   // it takes no more
            }
            catch (HttpRequestException)
            {
                Note(false, 0);
            }
        }
    }

    private void Note(bool whole, double elapsed)
    {
        lock (milliseconds)
        {
            if (whole)
            {
                milliseconds.Add(elapsed);
            }
            else
            {
                Errors++;
            }
        }
    }

    private bool IsReady()
    {
        try
        {
            using var answer = client.GetAsync(new Uri("/health/ready", UriKind.Relative)).Result;
            received++;
            return answer.IsSuccessStatusCode;
        }
        catch (AggregateException e) when (e.InnerException is HttpRequestException)
        {
            return false;
        }
    }

    [GeneratedRegex("stopped after ([0-9]+) requests")]
    private static partial Regex BegunRequests();
}
