namespace Gans.Training.Plots;

/// <summary>Points of one colour and one name.</summary>
public sealed record ScatterSeries
{
    private ScatterSeries(string name, ReadOnlyMemory<float> points, ScottPlot.Color colour)
    {
        (Name, Points, Colour) = (name, points, colour);
    }

    /// <summary>What the legend calls them.</summary>
    public string Name { get; }

    /// <summary>x and y of each, [N, 2]; one that is not finite is not drawn.</summary>
    public ReadOnlyMemory<float> Points { get; }

    /// <summary>Their colour.</summary>
    internal ScottPlot.Color Colour { get; }

    /// <summary>Real samples, red as in chapter 6 of Brownlee.</summary>
    /// <param name="points">x and y of each, [N, 2].</param>
    public static ScatterSeries Real(ReadOnlyMemory<float> points) => new("real", points, new ScottPlot.Color(220, 40, 40));

    /// <summary>Generated samples, blue.</summary>
    /// <param name="points">x and y of each, [N, 2].</param>
    public static ScatterSeries Generated(ReadOnlyMemory<float> points) => new("generated", points, new ScottPlot.Color(40, 80, 220));
}
