using Gans.Formats;

namespace Gans.Inference;

/// <summary>What most apps ask of a <see cref="Generator"/>: small enough that an app's tests can put one of their own in its place.</summary>
/// <remarks>Drawing is work of the processor, so it is not asynchronous. Thread-safe, as a generator is.</remarks>
public interface IGenerator
{
    /// <summary>What the generator makes: classes and their names, the images' size.</summary>
    ModelCard Card { get; }

    /// <inheritdoc cref="Generator.Sample(SampleRequest, CancellationToken)"/>
    ImageBatch Sample(SampleRequest request, CancellationToken cancellationToken = default);
}
