using Gans.Inference;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers translators with an app's services.</summary>
public static class TranslatorServiceCollectionExtensions
{
    /// <summary>
    /// Registers one translator for the whole app: <see cref="Translator"/> is injected, loaded when it is first asked for and disposed with the app.
    /// </summary>
    /// <param name="services">The app's services.</param>
    /// <param name="path">The ONNX file.</param>
    /// <param name="options">Device, threads, what is done with other sizes; null for the defaults.</param>
    /// <returns>The same services, to go on with.</returns>
    public static IServiceCollection AddTranslator(this IServiceCollection services, string path, TranslatorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return services.AddSingleton(_ => Translator.Load(path, options));
    }

    /// <summary>Registers one translator of several under a key: <c>[FromKeyedServices("maps")] Translator maps</c>.</summary>
    /// <param name="services">The app's services.</param>
    /// <param name="key">Names it.</param>
    /// <param name="path">The ONNX file.</param>
    /// <param name="options">Device, threads, what is done with other sizes; null for the defaults.</param>
    /// <returns>The same services, to go on with.</returns>
    public static IServiceCollection AddKeyedTranslator(this IServiceCollection services, object key, string path, TranslatorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentException.ThrowIfNullOrEmpty(path);
        return services.AddKeyedSingleton(key, (_, _) => Translator.Load(path, options));
    }
}
