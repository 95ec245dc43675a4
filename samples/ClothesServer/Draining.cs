using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ClothesServer;

/// <summary>
/// A stop that loses no request: told to stop, the service says that it is not ready and asks clients to close their connections, but answers all the same
/// until whoever spreads the load has looked elsewhere. Then the server takes no more and finishes what it has.
/// </summary>
internal sealed class Draining(Limits limits) : IHealthCheck
{
    private volatile bool isStopping;

    /// <summary>Begins when the service is told to stop.</summary>
    internal void Watch(WebApplication app)
    {
        app.Lifetime.ApplicationStopping.Register(() =>
        {
            isStopping = true;
            Thread.Sleep(TimeSpan.FromSeconds(limits.DrainSeconds));   // the server stops when this returns
        });
        app.Use((context, next) =>
        {
            if (isStopping)
            {
                context.Response.Headers.Connection = "close";
            }

            return next(context);
        });
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(isStopping ? HealthCheckResult.Unhealthy("stopping") : HealthCheckResult.Healthy());
}
