namespace Gans.Formats;

/// <summary>Layers of a style-based generator that set things of one size.</summary>
public enum StyleGroup
{
    /// <summary>Pose, shape.</summary>
    Coarse,

    /// <summary>Features, expression.</summary>
    Middle,

    /// <summary>Colours, fine detail.</summary>
    Fine,
}
