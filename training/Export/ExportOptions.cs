namespace Gans.Training;

/// <summary>Which generator to export, and where to.</summary>
public sealed record ExportOptions
{
    /// <summary>The run folder of a training.</summary>
    public required string Run { get; init; }

    /// <summary>The ONNX file to write.</summary>
    public required string Output { get; init; }

    /// <summary>Exports the running mean of the weights, where the run kept one, in place of the last weights.</summary>
    public bool UseEma { get; init; }
}
