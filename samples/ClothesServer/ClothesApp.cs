namespace ClothesServer;

/// <summary>The service around what it answers with: a generator, limits, health, problem details, a graceful stop.</summary>
internal static class ClothesApp
{
    /// <summary>Builds the service.</summary>
    /// <param name="args">Settings as <c>--Generator:Path clothes.onnx</c>, over those of appsettings.json and the environment.</param>
    /// <param name="map">Maps what it answers.</param>
    /// <param name="services">Changes its services, such as a test does; null for none.</param>
    internal static WebApplication Build(string[] args, Action<WebApplication> map, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var limits = Limits.Read(builder.Configuration.GetSection("Limits"));
        builder.Services.AddGenerator(builder.Configuration.GetSection("Generator"));
        builder.Services.AddSingleton(limits).AddSingleton<Draining>();
        builder.Services.AddProblemDetails().AddRateLimiter(limits.Apply);
        builder.Services.AddHealthChecks().AddCheck<Draining>("accepting");
        services?.Invoke(builder.Services);
        ThreadPool.SetMinThreads(limits.AtOnce + Environment.ProcessorCount, Environment.ProcessorCount);   // who draws keeps none of the others from work

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Services.GetRequiredService<Draining>().Watch(app);
        app.UseRateLimiter();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).DisableRateLimiting();
        app.MapHealthChecks("/health/ready").DisableRateLimiting();
        map(app);
        return app;
    }
}
