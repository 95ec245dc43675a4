using ClothesServer;
using Gans.Inference;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gans.Apps.Tests;

/// <summary>The sample's service on a free port of this machine, with what it draws in place of a file.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private RunningServer(WebApplication app)
    {
        this.app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    internal HttpClient Client { get; }

    /// <summary>Starts it.</summary>
    /// <param name="generator">What draws.</param>
    /// <param name="settings">Over those of appsettings.json.</param>
    internal static async Task<RunningServer> StartAsync(IGenerator generator, params string[] settings)
    {
        string[] all =
        [
            "--Urls", "http://127.0.0.1:0", "--Limits:PerSecond", "0", "--Limits:DrainSeconds", "0", "--Logging:LogLevel:Microsoft.Hosting.Lifetime", "None",
            "--Logging:LogLevel:Gans.Apps.Tests", "None",
            .. settings,
        ];
        var app = ClothesApp.Build(all, (services, _) => services.AddSingleton(generator), ClothesEndpoints.Map);
        await app.StartAsync();
        return new RunningServer(app);
    }

    internal Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
