using System.Threading.RateLimiting;
using Gans.Formats;
using Microsoft.AspNetCore.RateLimiting;

namespace ClothesServer;

/// <summary>How much the service does: the section <c>Limits</c> of its configuration.</summary>
internal sealed record Limits
{
    /// <summary>Most pictures of one request.</summary>
    public int Count { get; init; } = 64;

    /// <summary>Requests that draw at once; 0 for one a processor, which is the fastest where a generator has one thread a call.</summary>
    public int Concurrency { get; init; }

    /// <summary>Requests that wait for their turn; more are answered with 503.</summary>
    public int Queue { get; init; } = 256;

    /// <summary>Requests a second of one address, and twice as many in a burst; more are answered with 429. 0 for any number.</summary>
    public int PerSecond { get; init; } = 50;

    /// <summary>How long the service goes on accepting after it was told to stop.</summary>
    public double DrainSeconds { get; init; } = 2;

    /// <summary>Requests that draw at once, said or not.</summary>
    internal int AtOnce => Concurrency > 0 ? Concurrency : Environment.ProcessorCount;

    /// <summary>Reads them.</summary>
    /// <exception cref="InvalidInputException">A key is unknown, or its value is out of range.</exception>
    internal static Limits Read(IConfiguration section)
    {
        try
        {
            var limits = section.Get<Limits>(static options => options.ErrorOnUnknownConfiguration = true) ?? new Limits();
            return limits is { Count: >= 1, Concurrency: >= 0, Queue: >= 0, PerSecond: >= 0, DrainSeconds: >= 0 }
                ? limits
                : throw new InvalidInputException($"Reading Limits of the configuration: found {limits}, needed no number below 0, and Count 1 or more.");
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidInputException($"Reading Limits of the configuration: {e.Message}", e);
        }
    }

    /// <summary>Puts the limits of all requests into force.</summary>
    internal void Apply(RateLimiterOptions options)
    {
        options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(OfAddress),
            PartitionedRateLimiter.Create<HttpContext, string>(OfAll));
        options.OnRejected = static (context, _) =>
        {
            var tooMany = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait);   // what only the limit of an address says
            context.HttpContext.Response.StatusCode = tooMany ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable;
            context.HttpContext.Response.Headers.RetryAfter = $"{Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))}";
            return ValueTask.CompletedTask;
        };
    }

    private RateLimitPartition<string> OfAddress(HttpContext context) => PerSecond == 0
        ? RateLimitPartition.GetNoLimiter("")
        : RateLimitPartition.GetTokenBucketLimiter($"{context.Connection.RemoteIpAddress}", _ => new TokenBucketRateLimiterOptions
        {
            TokensPerPeriod = PerSecond,
            TokenLimit = 2 * PerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        });

    private RateLimitPartition<string> OfAll(HttpContext context) => RateLimitPartition.GetConcurrencyLimiter("", _ => new ConcurrencyLimiterOptions
    {
        PermitLimit = AtOnce,
        QueueLimit = Queue,
    });
}
