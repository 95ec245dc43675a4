using Gans.Training.Loop;

namespace Gans.Training.Steps;

/// <summary>Judges the present weights by images that were not trained on. It draws no random numbers, so that training goes on as it would without.</summary>
public abstract class Examination
{
    /// <summary>Judges, in inference mode.</summary>
    /// <param name="losses">Where the result is noted.</param>
    public abstract void Run(LossLog losses);
}
