namespace ClothesServer;

/// <summary>The service around what draws: limits, health, problem details, a graceful stop.</summary>
internal static class ClothesApp
{
    /// <summary>Builds the service.</summary>
    /// <param name="args">Settings as <c>--Generator:Path clothes.onnx</c>, over those of appsettings.json and the environment.</param>
    /// <param name="add">Adds what draws, by the settings.</param>
    /// <param name="map">Maps what it answers.</param>
    internal static WebApplication Build(string[] args, Action<IServiceCollection, IConfiguration> add, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var limits = Limits.Read(builder.Configuration.GetSection("Limits"));
        add(builder.Services, builder.Configuration);
        builder.Services.AddSingleton(limits).AddSingleton<Draining>();
        builder.Services.AddProblemDetails(Explain).AddRateLimiter(limits.Apply);
        builder.Services.AddHealthChecks().AddCheck<Draining>("accepting");
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

    /// <summary>The framework turns away what is no number and says no more.</summary>
    private static void Explain(ProblemDetailsOptions options) => options.CustomizeProblemDetails = static context =>
        context.ProblemDetails.Detail ??= context.ProblemDetails.Status == StatusCodes.Status400BadRequest ? ClothesEndpoints.Usage : null;
}
