namespace Gans.Pipeline.Stages;

/// <summary>What lies between two images.</summary>
internal enum LatentSpaceKind
{
    Z,
    W,
}
