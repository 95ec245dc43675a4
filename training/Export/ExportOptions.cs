using Gans.Models;

namespace Gans.Training.Export;

/// <summary>Which network to export, and where to.</summary>
public sealed record ExportOptions
{
    /// <summary>The run folder of a training.</summary>
    public required string Run { get; init; }

    /// <summary>The ONNX file to write.</summary>
    public required string Output { get; init; }

    /// <summary>The models that there are: those of Gans, and one's own where they are added.</summary>
    public ModelRegistry Models { get => field ?? ModelRegistry.Shipped; init; }   // a help text needs no networks

    /// <summary>Which network of the run.</summary>
    public ExportedNetwork Network { get; init; }

    /// <summary>The generator that the run kept after so many updates; null for the last one.</summary>
    public long? Step { get; init; }

    /// <summary>
    /// The truncation of latents that a generator is for, above 0: statistics that are taken anew at export are of such latents, and samples are drawn with it
    /// where nothing else is asked for. Null for none.
    /// </summary>
    public double? Truncation { get; init; }

    /// <summary>Exports the last weights also where the run kept their running mean, which is exported otherwise.</summary>
    public bool LastWeights { get; init; }

    /// <summary>Which of two translators, needed for a run without pairs, and for no other.</summary>
    public TranslationDirection? Direction { get; init; }

    /// <summary>Keeps a translator's dropout alive, by masks as inputs of the file, as the sources do; otherwise it is off.</summary>
    public bool LiveDropout { get; init; }
}
