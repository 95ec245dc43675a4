using Gans.Runtime;

namespace Gans.Inference.Metrics;

/// <summary>Which images to take of a source, and what a generator is to draw.</summary>
/// <param name="Count">The most images, chosen at random where there are more; null for all. A generator needs it.</param>
/// <param name="Seed">Names the choice, and a generator's latents.</param>
/// <param name="Labels">Classes to ask of a conditional generator, in turn; empty for all.</param>
/// <param name="Device">Where a generator runs.</param>
/// <param name="Psi">How far styles of a style-based generator are from their average; null for as trained.</param>
internal sealed record SourceOptions(long? Count, long Seed, IReadOnlyList<long> Labels, Device Device, double? Psi = null);
