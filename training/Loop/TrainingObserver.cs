namespace Gans.Training.Loop;

/// <summary>Follows a training: logs, charts, sample grids. It changes nothing that the training depends on.</summary>
internal abstract class TrainingObserver
{
    /// <summary>The training starts, or goes on.</summary>
    /// <param name="step">Steps done before.</param>
    public virtual void OnStart(long step)
    {
    }

    /// <summary>A step is done.</summary>
    /// <param name="step">Which.</param>
    public virtual void OnStep(long step)
    {
    }

    /// <summary>A report is due.</summary>
    /// <param name="report">The report.</param>
    public virtual void OnReport(TrainingReport report)
    {
    }

    /// <summary>An epoch is over, or the training is.</summary>
    /// <param name="moment">When.</param>
    public virtual void OnEpoch(TrainingMoment moment)
    {
    }

    /// <summary>A checkpoint is written: what only older ones needed may go.</summary>
    public virtual void OnSaved()
    {
    }

    /// <summary>A checkpoint is about to be written: what was logged must be on its way to the disk.</summary>
    public virtual void OnCheckpoint()
    {
    }
}
