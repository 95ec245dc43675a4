using System.Diagnostics;
using Gans.Models;
using Gans.Training.Batches;
using Gans.Training.Checkpoints;
using Gans.Training.Measures;
using Gans.Training.Scores;
using Gans.Training.State;
using Gans.Training.Steps;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Loop;

/// <summary>The loop around a <see cref="TrainingStep"/>: reports, samples, averages, checkpoints, stop. It knows nothing of what a step does.</summary>
/// <remarks>
/// Losses are read when a report is due, each step's of all since the last, so a non-finite one stops the run within <see cref="TrainingPlan.LogEvery"/>
/// steps and is told with the step that computed it. A report, and a look at every weight, come before each checkpoint: a checkpoint is always good.
/// </remarks>
/// <param name="step">The update.</param>
/// <param name="batches">Real images.</param>
/// <param name="plan">How long, and when what is due.</param>
/// <param name="observers">Followers, called in this order.</param>
/// <param name="average">Running mean of the product's weights, or none.</param>
/// <param name="checkpoints">Where checkpoints go, or none.</param>
/// <param name="exams">Judge the weights, the averaged ones where there are such, at the ends of epochs.</param>
/// <param name="watch">Says with each report how the training is going; or none.</param>
/// <param name="scoring">Scores the generator at ends of epochs; or none.</param>
internal sealed class Trainer(
    TrainingStep step,
    IBatchSource batches,
    TrainingPlan plan,
    IReadOnlyList<TrainingObserver> observers,
    ExponentialMovingAverage? average = null,
    CheckpointStore? checkpoints = null,
    IReadOnlyList<Exam>? exams = null,
    TrainingWatch? watch = null,
    ScoringTurn? scoring = null)
{
    private readonly Stopwatch session = new();
    private readonly StepGarbage garbage = new();
    private long sessionStart;
    private double secondsBefore;
    private (long Step, TimeSpan Time) lastReport;
    private TimeSpan lastCheckpoint;

    /// <summary>Steps done, those before a resume included.</summary>
    public long Step { get; private set; }

    /// <summary>Time of training, that before a resume included.</summary>
    public double ElapsedSeconds => secondsBefore + session.Elapsed.TotalSeconds;

    /// <summary>Speed since the start or the resume; 0 before the first step.</summary>
    public double StepsPerSecond => Step == sessionStart ? 0 : (Step - sessionStart) / session.Elapsed.TotalSeconds;

    /// <summary>The last report; null before the first.</summary>
    public TrainingReport? LastReport { get; private set; }

    /// <summary>Goes on from the last checkpoint, where there is one.</summary>
    /// <returns>Whether there was.</returns>
    public bool Resume()
    {
        if (checkpoints?.Load() is not { } state)
        {
            return false;
        }

        (Step, secondsBefore) = (state.Step, state.ElapsedSeconds);
        watch?.Take(state.Recent);
        return true;
    }

    /// <summary>Trains until all steps are done.</summary>
    /// <param name="cancellation">Stops after the present step, with a checkpoint.</param>
    /// <exception cref="TrainingStoppedException">It was stopped; the message says where the checkpoint is.</exception>
    /// <exception cref="TrainingFailedException">A loss or a weight is not finite.</exception>
    public void Run(CancellationToken cancellation)
    {
        Start();
        using var losses = new LossLog();
        if (Step == 0 && TakeScores(isDue: true) is { } untrained)
        {
            Report(untrained);
        }

        while (Step < plan.TotalSteps)
        {
            if (cancellation.IsCancellationRequested)
            {
                Stop(losses, cancellation);
            }

            garbage.Collect();
            TakeStep(losses);
            var epochEnds = plan.EndsEpoch(Step);
            ScoringResult? scores = null;
            if (epochEnds)
            {
                TakeExams(losses);
                scores = TakeScores(plan.EpochOf(Step) % scoring?.Every == 0 || Step == plan.TotalSteps);
            }

            var saves = epochEnds || IsCheckpointDue();
            if (saves || Step % plan.LogEvery == 0)
            {
                Report(losses, scores);
            }

            if (epochEnds)
            {
                Notify(observer => observer.OnEpoch(LastReport!.Moment));
            }

            if (saves)
            {
                Save();
            }
        }
    }

    private void Start()
    {
        sessionStart = Step;
        lastReport = (Step, TimeSpan.Zero);
        lastCheckpoint = TimeSpan.Zero;
        session.Restart();
        Notify(observer => observer.OnStart(Step));
    }

    private void TakeStep(LossLog losses)
    {
        using var scope = NewDisposeScope();
        losses.BeginStep(Step + 1);
        foreach (var player in step.Players)
        {
            player.Optimizer.RateShare = plan.RateShareOf(Step + 1);
        }

        step.Run(Step + 1, batches, losses);
        Step++;
        average?.Update(Step, plan.AveragingShareOf(Step));
        Notify(observer => observer.OnStep(Step));
    }

    private void TakeExams(LossLog losses)
    {
        var epoch = plan.EpochOf(Step);
        var due = (exams ?? []).Where(exam => epoch % exam.Every == 0 || Step == plan.TotalSteps).ToArray();
        using var averaged = due.Length > 0 ? average?.Apply() : null;
        foreach (var exam in due)
        {
            exam.Run(losses);
        }
    }

    private ScoringResult? TakeScores(bool isDue)
    {
        if (scoring is null || !isDue)
        {
            return null;
        }

        var result = scoring.Take(Step);
        lastReport.Time += TimeSpan.FromSeconds(result.ElapsedSeconds);   // the speed is that of the updates
        return result;
    }

    private bool IsCheckpointDue() =>
        (plan.CheckpointEverySteps > 0 && Step % plan.CheckpointEverySteps == 0)
        || (plan.CheckpointEvery > TimeSpan.Zero && session.Elapsed - lastCheckpoint >= plan.CheckpointEvery);

    /// <summary>Of a generator that is not trained yet there is nothing to tell but scores.</summary>
    private void Report(ScoringResult untrained)
    {
        var moment = new TrainingMoment(0, plan.TotalSteps, Epoch: 0, Images: 0, ElapsedSeconds, StepsPerSecond: 0, RemainingSeconds: 0);
        var none = new Dictionary<string, double>();
        Notify(observer => observer.OnReport(new TrainingReport(moment, none, none, Scoring: untrained)));
    }

    private void Report(LossLog losses, ScoringResult? scores = null)
    {
        try
        {
            var steps = losses.Drain();
            var (means, accuracies) = LossLog.MeansOf(steps);
            LastReport = new TrainingReport(Now(), means, accuracies, watch?.Judge(steps), scores);
        }
        catch (NonFiniteLossException e)
        {
            throw Failure(e.Message);
        }

        lastReport = (Step, session.Elapsed);
        Notify(observer => observer.OnReport(LastReport));
    }

    private void Save()
    {
        foreach (var player in step.Players)
        {
            if (!IsFinite(player.Network))
            {
                throw Failure($"step {Step}, network {player.Name}: a weight is not a finite number");
            }
        }

        if (checkpoints is not null)
        {
            Notify(observer => observer.OnCheckpoint());
            checkpoints.Save(Step, ElapsedSeconds, LastReport?.Accuracies, watch?.Recent);
            Notify(observer => observer.OnSaved());
        }

        lastCheckpoint = session.Elapsed;
    }

    private void Stop(LossLog losses, CancellationToken cancellation)
    {
        if (losses.Count > 0)
        {
            Report(losses);
        }

        Save();
        var where = checkpoints is null ? string.Empty : $" The checkpoint is in {checkpoints.Folder}; go on from it with --resume.";
        throw new TrainingStoppedException($"Training stopped after step {Step} of {plan.TotalSteps}.{where}", cancellation);
    }

    private TrainingMoment Now()
    {
        var (steps, time) = (Step - lastReport.Step, session.Elapsed - lastReport.Time);
        var remaining = (plan.TotalSteps - Step) / StepsPerSecond;
        return new TrainingMoment(Step, plan.TotalSteps, plan.EpochOf(Step), plan.ImagesOf(Step), ElapsedSeconds, steps / time.TotalSeconds, remaining);
    }

    private TrainingFailedException Failure(string what)
    {
        var last = checkpoints?.LastStep is { } saved
            ? FormattableString.Invariant($"The last good checkpoint, of step {saved}, is in {checkpoints.Folder}.")
            : "There is no checkpoint.";
        return new TrainingFailedException($"Training failed at {what}. {last} Lower the learning rate, or train with another seed.");
    }

    private static bool IsFinite(Module network)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        return stack([.. network.NamedState().Select(entry => entry.Value.isfinite().all())], 0).all().item<bool>();
    }

    private void Notify(Action<TrainingObserver> call)
    {
        foreach (var observer in observers)
        {
            call(observer);
        }
    }
}
