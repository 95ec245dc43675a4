namespace Gans.Preprocessing;

/// <summary>Pairs that need no second picture: what each picture is made poorer by, to be translated back into it.</summary>
public enum PairMaking
{
    /// <summary>The picture in grey, which becomes the picture in colour.</summary>
    Colour,

    /// <summary>The picture's edges, which become the picture.</summary>
    Edges,

    /// <summary>The picture without a square in its middle, which becomes whole.</summary>
    Holes,

    /// <summary>The picture at a quarter of its size, enlarged, which becomes sharp.</summary>
    Resolution,
}
