namespace Gans.Formats;

/// <summary>What became of a translator's dropout, which was its noise in training.</summary>
public enum DropoutState
{
    /// <summary>It is off: one source, one result.</summary>
    Off,

    /// <summary>It is alive, by masks that go in beside the source.</summary>
    Live,
}
