namespace Gans.Models;

/// <summary>How step sizes change over a training.</summary>
public enum LearningRateSchedule
{
    /// <summary>They stay.</summary>
    Constant,

    /// <summary>They stay for the first half of the updates and fall evenly to zero in the second: Zhu et al., 2017 (arXiv:1703.10593), section 4.</summary>
    Linear,
}
