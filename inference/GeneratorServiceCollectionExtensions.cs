using Gans.Inference;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers generators with an app's services.</summary>
public static class GeneratorServiceCollectionExtensions
{
    extension(IServiceCollection services)
    {
        /// <summary>
        /// Registers one generator for the whole app: <see cref="Generator"/> is injected, loaded when it is first asked for and disposed with the app.
        /// </summary>
        /// <param name="path">The ONNX file.</param>
        /// <param name="options">Device, threads, batch size; null for the defaults.</param>
        /// <returns>The same services, to go on with.</returns>
        public IServiceCollection AddGenerator(string path, GeneratorOptions? options = null)
        {
            ArgumentException.ThrowIfNullOrEmpty(path);
            return services.AddSingleton(_ => Generator.Load(path, options));
        }

        /// <summary>Registers one generator of several under a key: <c>[FromKeyedServices("faces")] Generator faces</c>.</summary>
        /// <param name="key">Names it.</param>
        /// <param name="path">The ONNX file.</param>
        /// <param name="options">Device, threads, batch size; null for the defaults.</param>
        /// <returns>The same services, to go on with.</returns>
        public IServiceCollection AddKeyedGenerator(object key, string path, GeneratorOptions? options = null)
        {
            ArgumentNullException.ThrowIfNull(key);
            ArgumentException.ThrowIfNullOrEmpty(path);
            return services.AddKeyedSingleton(key, (_, _) => Generator.Load(path, options));
        }
    }
}
