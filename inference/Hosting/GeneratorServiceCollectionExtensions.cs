using Gans.Inference;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers generators with an app's services.</summary>
/// <remarks>
/// A generator is one for the whole app, injected as <see cref="IGenerator"/> or <see cref="Generator"/> and disposed with it. A host loads it as it starts and
/// draws once, before it answers any request: a file that is missing or wrong stops the start with an <see cref="Gans.Formats.InvalidInputException"/> of one
/// line. Without a host it is loaded when it is first asked for. Tests register their own <see cref="IGenerator"/> afterwards; the file is then never opened.
/// </remarks>
public static class GeneratorServiceCollectionExtensions
{
    /// <summary>Registers a generator.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="path">The ONNX file.</param>
    /// <param name="options">Device, threads, batch size; null for the defaults.</param>
    /// <returns>The same services, to go on with.</returns>
    public static IServiceCollection AddGenerator(this IServiceCollection services, string path, GeneratorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return services.Add(() => Generator.Load(path, options));
    }

    /// <summary>Registers the generator that a section of the configuration names.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="section"><c>Path</c>, the ONNX file, and where wanted <c>Device</c> (auto, cpu, cuda, cuda:N), <c>Threads</c> and <c>BatchSize</c>, which
    /// are those of <see cref="GeneratorOptions"/>. Read when the generator is loaded; another key is an error.</param>
    /// <returns>The same services, to go on with.</returns>
    public static IServiceCollection AddGenerator(this IServiceCollection services, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        return services.Add(() => GeneratorConfiguration.Load(section));
    }

    /// <summary>Registers one generator of several under a key: <c>[FromKeyedServices("faces")] IGenerator faces</c>.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="key">Names it.</param>
    /// <param name="path">The ONNX file.</param>
    /// <param name="options">Device, threads, batch size; null for the defaults.</param>
    /// <returns>The same services, to go on with.</returns>
    public static IServiceCollection AddKeyedGenerator(this IServiceCollection services, object key, string path, GeneratorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return services.AddKeyed(key, () => Generator.Load(path, options));
    }

    /// <summary>Registers one generator of several, which a section of the configuration names, under a key.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="key">Names it.</param>
    /// <param name="section">As of <see cref="AddGenerator(IServiceCollection, IConfigurationSection)"/>.</param>
    /// <returns>The same services, to go on with.</returns>
    public static IServiceCollection AddKeyedGenerator(this IServiceCollection services, object key, IConfigurationSection section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(section);
        return services.AddKeyed(key, () => GeneratorConfiguration.Load(section));
    }

    private static IServiceCollection Add(this IServiceCollection services, Func<Generator> load) => services
        .AddSingleton(_ => load())
        .AddSingleton<IGenerator>(provider => provider.GetRequiredService<Generator>())
        .AddSingleton<IHostedService>(provider => new GeneratorStart(provider.GetRequiredService<IGenerator>));

    private static IServiceCollection AddKeyed(this IServiceCollection services, object key, Func<Generator> load) => services
        .AddKeyedSingleton(key, (_, _) => load())
        .AddKeyedSingleton<IGenerator>(key, (provider, _) => provider.GetRequiredKeyedService<Generator>(key))
        .AddSingleton<IHostedService>(provider => new GeneratorStart(() => provider.GetRequiredKeyedService<IGenerator>(key)));
}
