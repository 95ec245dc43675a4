using Gans.Formats;

namespace Gans.Runtime;

/// <summary>How a model runs. The defaults suit one model on an otherwise idle machine.</summary>
public sealed record SessionSettings
{
    private const int MostThreads = 1024;

    /// <summary>Where it runs.</summary>
    public Device Device { get; init; } = Device.Auto;

    /// <summary>CPU threads of one call, 1 to 1024; null for one a physical core.</summary>
    public int? Threads { get; init; }

    /// <summary>Whether ONNX Runtime may rewrite the graph to run faster; false runs it node by node as it stands.</summary>
    public bool Optimize { get; init; } = true;

    /// <summary>Whether inputs come in ever new shapes: then no plan of the memory is kept for each.</summary>
    public bool ShapesVary { get; init; }

    internal void Validate()
    {
        if (Threads is < 1 or > MostThreads)
        {
            throw new InvalidInputException($"Opening a model: threads is {Threads}, needed 1 to {MostThreads}.");
        }
    }
}
