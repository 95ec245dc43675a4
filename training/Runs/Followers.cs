using Gans.Formats;
using Gans.Training.Batches;
using Gans.Training.Logs;
using Gans.Training.Loop;
using Gans.Training.Losses;
using Gans.Training.Measures;
using Gans.Training.Native;
using Gans.Training.Scores;
using Gans.Training.State;
using Gans.Training.Steps;
using static TorchSharp.torch;

namespace Gans.Training.Runs;

/// <summary>All that follows a training and changes nothing of it: the exam, the watch, logs and sample grids.</summary>
/// <remarks>Each draws what it needs from a stream of its own, so that none hangs on another, on their order, or on whether it is there.</remarks>
internal sealed class Followers : IDisposable
{
    private const int WatchedSamples = 100;
    private const int ExaminedSamples = 1000;
    private const int PointLength = 2;

    private readonly Job job;
    private readonly TrainingStep step;

    /// <summary>Makes them, and draws what they look at.</summary>
    /// <param name="job">The training.</param>
    /// <param name="step">Its networks.</param>
    /// <param name="plan">How long it is.</param>
    /// <param name="average">Running mean of the product's weights, or none.</param>
    /// <param name="progress">Told of every step; null for nobody.</param>
    /// <exception cref="InvalidInputException">There are held-out data that say nothing of the product.</exception>
    internal Followers(Job job, TrainingStep step, TrainingPlan plan, ExponentialMovingAverage? average, IProgress<StageProgress>? progress)
    {
        (this.job, this.step) = (job, step);
        Exams = [.. Present(Beside(Stream.Exam, NewExam)), .. Present(Beside(Stream.Accuracy, NewAccuracy))];
        Watch = Beside(Stream.Watch, NewWatch);
        Scoring = NewScoring(average);
        Metrics = new MetricsWriter(job.Folder.Metrics);
        List<TrainingObserver> observers = [Metrics];
        if (Beside(Stream.Samples, () => NewGrids(average)) is { } grids)
        {
            observers.Add(grids);
        }

        if (job.Options.TensorBoard)
        {
            observers.Add(new TensorBoardLog(job.Folder, TimeProvider.System, Settings()));
        }

        if (progress is not null)
        {
            observers.Add(new ProgressLog(progress, plan.TotalSteps));
        }

        if (NewKeeper(average) is { } keeper)
        {
            observers.Add(keeper);
        }

        Observers = observers;
    }

    /// <summary>The streams, by what is added to the training's seed.</summary>
    private enum Stream : long
    {
        Samples = 0x5eed,
        Watch = 0xeee,
        Exam = 0xe4a,
        Accuracy = 0xacc,
    }

    /// <summary>Judge the weights at ends of epochs.</summary>
    internal IReadOnlyList<Exam> Exams { get; }

    /// <summary>Says how the training is going; null for nobody.</summary>
    internal TrainingWatch? Watch { get; }

    /// <summary>Scores the generator; null for nobody.</summary>
    internal ScoringTurn? Scoring { get; }

    /// <summary>How its scores went so far; null where there are none.</summary>
    internal ScoreCourse? Scores => job.Options.Scorer is { } scorer ? Metrics.ScoresBy(scorer.Protocol.HigherIsBetter) : null;

    /// <summary>The log of the reports.</summary>
    internal MetricsWriter Metrics { get; }

    /// <summary>Logs and sample grids, in the order in which they are told.</summary>
    internal IReadOnlyList<TrainingObserver> Observers { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var follower in Observers.OfType<IDisposable>().Concat(Exams.OfType<IDisposable>()))
        {
            follower.Dispose();
        }

        Watch?.Dispose();
    }

    /// <summary>What the training hears of, by name: model, data, seed and the model's settings.</summary>
    private List<KeyValuePair<string, object>> Settings() =>
    [
        KeyValuePair.Create<string, object>("model", job.Model.Name),
        KeyValuePair.Create<string, object>("data", job.Data.Facts.Name),
        KeyValuePair.Create<string, object>("seed", job.Options.Seed),
        .. from setting in TrainingSettings.HeardBy(job.Model, job.Settings)
           let value = setting.Get(job.Settings)
           where value is not null
           select KeyValuePair.Create(setting.Name, value is Enum ? setting.Values.Format(value) : value),
    ];

    private static IEnumerable<Exam> Present(Exam? exam) => exam is null ? [] : [exam];

    private T Beside<T>(Stream stream, Func<T> draw) => RandomState.Aside(job.Options.Seed + (long)stream, job.Device, draw);

    private Exam? NewExam()
    {
        if (job.HeldOut is { } heldOut)
        {
            return step.ExamOn(new PackBatches(heldOut, job.Model.Range, job.Device)) ?? throw NoClassifier(job.Options.TestData!, job.Options.Model);
        }

        return job.Data.Law is { } law && step.DrawSamples(ExaminedSamples) is { } samples ? new LawExam(samples, law) : null;
    }

    private Exam? NewAccuracy()
    {
        if (job.Options.AccuracyEvery == 0)
        {
            return null;
        }

        using var scope = NewDisposeScope();
        var real = job.Data.BatchesOn(job.Device).Next(job.Options.AccuracyCount);
        return step.AccuracyOn(real, job.Options.AccuracyEvery) ?? throw new InvalidInputException(
            $"Option accuracy_every: found for {job.Model.Name}, which has no discriminator that calls images real or not. Take the option out.");
    }

    private ScoringTurn? NewScoring(ExponentialMovingAverage? average)
    {
        if (job.Options.Scorer is not { } scorer)
        {
            return null;
        }

        var generator = job.Data.Law is null ? step.Scored(job.Model.Range) : null;
        return new ScoringTurn(scorer, generator ?? throw NoImages("metrics"), average, step.Standing(), job.Options.MetricsEvery);
    }

    private GeneratorKeeper? NewKeeper(ExponentialMovingAverage? average)
    {
        if (job.Options.KeepGenerators is not { } keeping)
        {
            return null;
        }

        if (keeping == GeneratorKeeping.Best && Scoring is null)
        {
            throw new InvalidInputException("Option keep_generators: found best without scores, needed metrics to tell which is the best. Give metrics too.");
        }

        return step.Kept is { Count: > 0 } players
            ? new GeneratorKeeper(job.Folder, players, average, keeping, () => Scores?.Best?.Step)
            : throw new InvalidInputException($"Option keep_generators: found for {job.Model.Name}, which has no generator. Take the option out.");
    }

    private InvalidInputException NoImages(string option) =>
        new($"Option {option}: found for {job.Model.Name}, which makes no images from latents. Take the option out.");

    private TrainingWatch? NewWatch()
    {
        if (step.Blind is { } scale)
        {
            return new TrainingWatch(job.Options.Thresholds, scale);
        }

        using var scope = NewDisposeScope();
        var real = job.Data.BatchesOn(job.Device).Next(WatchedSamples).Images;
        var blind = AdversarialLoss.Of(job.Settings.Loss).Blind;
        return step.DrawSamples(WatchedSamples) is { } samples ? new TrainingWatch(samples, real, job.Options.Thresholds, blind) : null;
    }

    /// <summary>Pictures of samples; null where none can be made.</summary>
    private SampleGrids? NewGrids(ExponentialMovingAverage? average) => NewView() is { } view && step.DrawPictures(Shown(), SampleCount) is { } samples
        ? new SampleGrids(job.Folder, samples, view, average, step.Standing(), job.Options.SampleEvery)
        : null;

    private int SampleCount => job.Options.SampleCount ?? step.UsualSamples;

    /// <summary>What pictures show, where they show data: such as was not trained on, if there is any.</summary>
    private IBatchSource Shown() =>
        job.HeldOut is { } heldOut ? TrainingData.Batches(job.Model, heldOut, job.Device) : job.Data.BatchesOn(job.Device);

    /// <summary>How samples are shown: images side by side, points of a plane among as many real ones; null of vectors that have no picture.</summary>
    private SampleView? NewView()
    {
        if (job.Data.Law is not { } law)
        {
            return new GridView(job.Model.Range);
        }

        if (law.Shape.Channels != PointLength)
        {
            return null;
        }

        using var real = law.Draw(SampleCount);
        return new ScatterView(real.ToArray<float>());
    }

    internal static InvalidInputException NoClassifier(string path, string model) =>
        new($"Option test_data: found {path} for {model}, which is no classifier. Take the option out.");
}
