namespace Gans.Models;

/// <summary>How step sizes change over a training.</summary>
public enum LearningRateSchedule
{
    /// <summary>They stay.</summary>
    Constant,

    /// <summary>They stay for the first half of the updates and fall evenly to zero in the second: Zhu et al., 2017 (arXiv:1703.10593), section 4.</summary>
    Linear,

    /// <summary>They fall by half a period of a cosine, from the whole at the first update to zero after the last.</summary>
    Cosine,

    /// <summary>They are multiplied by <see cref="GanSettings.RateFactor"/> after every <see cref="GanSettings.RateEvery"/> updates.</summary>
    Steps,
}
