using Gans.Training.Loop;

namespace Gans.Training.Steps;

/// <summary>Judges the present weights by what was not trained on. It draws no random numbers, so that training goes on as it would without.</summary>
public abstract class Examination : IDisposable
{
    /// <summary>Judges, in inference mode.</summary>
    /// <param name="losses">Where the result is noted.</param>
    public abstract void Run(LossLog losses);

    /// <summary>Frees what is judged by.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what is judged by.</summary>
    /// <param name="disposing">Whether it is called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
