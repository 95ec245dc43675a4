namespace Gans.Pipeline.Stages;

/// <summary>Layers of a style-based generator that have noise.</summary>
internal enum NoiseLayers
{
    All,
    None,
    Coarse,
    Middle,
    Fine,
}
