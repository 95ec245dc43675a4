using Microsoft.Extensions.Hosting;

namespace Gans.Inference;

/// <summary>Loads a generator before any service of the app starts, the server included, and draws once: what is wrong with its file shows then.</summary>
/// <param name="load">Gives the app's generator.</param>
internal sealed class GeneratorStart(Func<IGenerator> load) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (load() is Generator generator)
        {
            generator.SampleValues(new SampleRequest(count: 1, seed: 0), cancellationToken);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
