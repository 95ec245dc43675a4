using Gans.Training.Measures;

namespace Gans.Training.Steps;

/// <summary>Judges the present weights by what was not trained on. It draws no random numbers, so that training goes on as it would without.</summary>
internal abstract class Exam
{
    /// <summary>Epochs between two of them; at the training's end there is always one.</summary>
    public virtual int Every => 1;

    /// <summary>Judges, in inference mode.</summary>
    /// <param name="losses">Where the result is noted.</param>
    public abstract void Run(LossLog losses);
}
