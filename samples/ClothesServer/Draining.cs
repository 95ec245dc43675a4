using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClothesServer;

/// <summary>
/// A stop that loses no request: told to stop, the service says that it is not ready and asks clients to close their connections, but answers all the same
/// until whoever spreads the load has looked elsewhere. Then the server takes no more and finishes what it has.
/// </summary>
internal sealed partial class Draining(Limits limits) : IHealthCheck
{
    private volatile bool isStopping;
    private long begun;

    /// <summary>Begins when the service is told to stop; in the end the log says how many requests there were, to be held against those who asked.</summary>
    internal void Watch(WebApplication app)
    {
        app.Lifetime.ApplicationStopping.Register(() =>
        {
            isStopping = true;
            Thread.Sleep(TimeSpan.FromSeconds(limits.DrainSeconds));   // the server stops when this returns
        });
        app.Lifetime.ApplicationStopped.Register(() => Tell(app.Logger, begun));
        app.Use((context, next) =>
        {
            Interlocked.Increment(ref begun);
            if (isStopping)
            {
                context.Response.Headers.Connection = "close";
            }

            return next(context);
        });
    }

    [LoggerMessage(LogLevel.Information, "stopped after {Begun} requests")]
    private static partial void Tell(ILogger logger, long begun);

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(isStopping ? HealthCheckResult.Unhealthy("stopping") : HealthCheckResult.Healthy());
}
