using System.Globalization;
using Gans.Formats;
using Gans.Models;
using Gans.Onnx;
using Gans.Training.Batches;
using Gans.Training.Checkpoints;
using Gans.Training.Loop;
using Gans.Training.Native;
using Gans.Training.Steps;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training.Runs;

/// <summary>Trains a model by name on a dataset pack, or on data that are made as it goes, and leaves a run folder.</summary>
public static class TrainingRun
{
    /// <summary>Weights of all networks together from which a second thread pays.</summary>
    private const long SmallestForThreads = 10_000;

    /// <summary>Checks options as far as that can be done without their files.</summary>
    /// <param name="options">What to train on what, and how.</param>
    /// <exception cref="InvalidInputException">There is no such model, or an option is out of its range or of no use to it.</exception>
    public static void Check(TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        TrainingSettings.Resolve(options, TrainingSettings.FindModel(options.Model, options.Models));
    }

    /// <summary>Runs a training from the start, or from the run folder's checkpoint, to its end.</summary>
    /// <param name="options">What to train on what, and how.</param>
    /// <param name="progress">Told of every step; null for nobody.</param>
    /// <param name="cancellation">Stops the training after the present step, with a checkpoint.</param>
    /// <exception cref="InvalidInputException">An option, the data or the run folder is not fit for it.</exception>
    /// <exception cref="TorchLibraryException">libtorch does not load here.</exception>
    /// <exception cref="TrainingStoppedException">It was stopped; the message says where the checkpoint is.</exception>
    /// <exception cref="TrainingFailedException">A loss or a weight is not finite any more.</exception>
    public static TrainingResult Run(TrainingOptions options, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        var model = TrainingSettings.FindModel(options.Model, options.Models);
        var settings = TrainingSettings.Resolve(options, model);
        if (settings.FromLevel > 0 && options.InitFrom is null)
        {
            throw new InvalidInputException(
                $"Option from_level: found {settings.FromLevel} without weights of that level, needed a run that trained them. Give it (--init-from RUN).");
        }

        TorchLibrary.Load();
        var device = TrainingDevice.Find(options.Device);
        using var data = TrainingData.Open(model, settings, options.Data);
        using var heldOut = options.TestData is null ? null : OpenHeldOut(options.TestData, options.Model, data.Facts);
        lock (TorchProcess.OneAtATime)
        {
            LibtorchProcess.Configure(options.Threads);
            return Run(new Job(options, model, settings, device, data, heldOut), progress, cancellation);
        }
    }

    /// <summary>How many generator updates a training has in all.</summary>
    /// <param name="options">What to train on what.</param>
    /// <exception cref="InvalidInputException">An option or the data are not fit for it.</exception>
    public static long StepsOf(TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var model = TrainingSettings.FindModel(options.Model, options.Models);
        var settings = TrainingSettings.Resolve(options, model);
        using var data = TrainingData.Open(model, settings, options.Data);
        return PlanOf(options, settings, data.Facts.Count, PhasesOf(model, settings, data.Facts)).TotalSteps;
    }

    /// <summary>How many generator updates a run folder's checkpoint has behind it, from which the training can go on.</summary>
    /// <param name="path">The run folder.</param>
    /// <returns>0 before the first checkpoint; null where no run lies or its checkpoint cannot be read.</returns>
    public static long? StepsDone(string path) => File.Exists(new RunFolder(path).Info) && TryReadState(path, out var state) ? state?.Step ?? 0 : null;

    /// <summary>How long the training of a run folder's checkpoint took, to which going on adds.</summary>
    /// <param name="path">The run folder.</param>
    /// <returns>Null where no checkpoint lies, or it cannot be read.</returns>
    public static TimeSpan? TimeSpent(string path) =>
        TryReadState(path, out var state) && state is { ElapsedSeconds: var seconds } && seconds < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>Reads the state of a run folder's checkpoint; null before the first one.</summary>
    /// <returns>Whether it can be read: going on with one that cannot would say what is wrong.</returns>
    private static bool TryReadState(string path, out CheckpointState? state)
    {
        var folder = new RunFolder(path);
        state = null;
        try
        {
            state = CheckpointStore.Exists(folder.Checkpoint) ? CheckpointStore.ReadState(folder.Checkpoint) : null;
            return true;
        }
        catch (InvalidInputException)
        {
            return false;
        }
    }

    private static TrainingResult Run(Job job, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        var (options, model, settings, device, data, _) = job;
        var batches = data.BatchesOn(device);
        using var held = RunClaim.Hold(job.Folder);
        UnfinishedWork.RemoveAllIn(job.Folder.Path);   // of a run that was killed and is gone on with
        var phases = PhasesOf(model, settings, data.Facts);
        var plan = PlanOf(options, settings, batches.Count, phases);
        RandomState.Seed(options.Seed, device);
        using var step = StepFactory.Create(model, settings, data.Facts.Shape, device, phases);
        if (options.Threads is null && step.Networks.Sum(part => part.Network.ParameterCount()) < SmallestForThreads)
        {
            LibtorchProcess.UseThreads(1);
        }

        if (options.InitFrom is not null && !CheckpointStore.Exists(job.Folder.Checkpoint))
        {
            WarmStart.Apply(step, options, settings.FromLevel);
        }

        using var average = settings.AveragingDecay > 0 ? new ExponentialMovingAverage(step.Product.Network, settings.AveragingDecay) : null;
        using var followers = new Followers(job, step, plan, average, progress);
        var fingerprint = RandomState.Aside(options.Seed, device, () => ModelFingerprint.Of(model, settings, data.Facts.Shape));
        RunClaim.Take(job, Describe(job, plan, step) with { Fingerprint = fingerprint });
        foreach (var (name, network) in step.Networks)
        {
            options.Announce(Introduce(name, network));
        }

        var checkpoints = new CheckpointStore(job.Folder.Checkpoint, step, average, device);
        var trainer = new Trainer(step, batches, plan, followers.Observers, average, checkpoints, followers.Exams, followers.Watch, followers.Scoring);
        trainer.Resume();
        try
        {
            trainer.Run(cancellation);
        }
        catch (IOException e) when (WriteFailure.Explain(job.Folder.Path, e) is { } explained)
        {
            throw explained;
        }

        return new TrainingResult(
            job.Folder.Path,
            trainer.Step,
            plan.EpochOf(trainer.Step),
            plan.ImagesOf(trainer.Step),
            data.Law is null ? (double)plan.ImagesOf(trainer.Step) / batches.Count : null,
            trainer.ElapsedSeconds,
            trainer.StepsPerSecond,
            trainer.LastReport?.Losses ?? new Dictionary<string, double>(),
            trainer.LastReport?.Accuracies ?? new Dictionary<string, double>(),
            followers.Metrics.Course,
            trainer.LastReport?.Verdict)
        {
            Scores = followers.Scores,
            ScoringSeconds = followers.Metrics.ScoringSeconds,
        };
    }

    /// <summary>Opens a pack that the weights are to be judged by, as they are on the training data.</summary>
    private static DatasetPack OpenHeldOut(string path, string model, RunData data)
    {
        if (data.IsVector)
        {
            throw Followers.NoClassifier(path, model);
        }

        var heldOut = DatasetPack.Open(path);
        var found = RunData.Of(heldOut);
        if (found.Shape == data.Shape && found.ClassNames.SequenceEqual(data.ClassNames))
        {
            return heldOut;
        }

        heldOut.Dispose();
        throw new InvalidInputException(
            $"Option test_data: found {path} with {found.Shape} images of {Classes(found)}, needed {data.Shape} of {Classes(data)} as in the training data. "
            + "Prepare the same data set with --split test.");

        static string Classes(RunData pack) => pack.ClassNames.Count == 0 ? "no classes" : string.Join(", ", pack.ClassNames);
    }

    private static IReadOnlyList<GrowthPhase> PhasesOf(TrainableModel model, GanSettings settings, RunData data) =>
        model is GanModel gan ? gan.Phases(settings, data.Shape, data.Count) : [];

    private static TrainingPlan PlanOf(TrainingOptions options, GanSettings settings, long images, IReadOnlyList<GrowthPhase> phases)
    {
        var stepsPerEpoch = Math.Max(1, images / settings.BatchSize);
        var steps = settings.Steps > 0 ? settings.Steps : settings.Epochs * stepsPerEpoch;
        return new TrainingPlan
        {
            // Of networks that grow a phase counts as an epoch: at its end there are a picture, a checkpoint and a kept generator.
            Parts = phases.Count == 0
                ? [new TrainingPart(steps, stepsPerEpoch, RealImagesOf(settings))]
                : [.. phases.Select(phase => PartOf(phase, settings))],
            LogEvery = options.LogEvery,
            CheckpointEverySteps = options.CheckpointEverySteps,
            Schedule = settings.LearningRateSchedule,
            RateEvery = settings.RateEvery,
            RateFactor = settings.RateFactor,
            CheckpointEvery = TimeSpan.FromMinutes(options.CheckpointEveryMinutes),
        };
    }

    private static TrainingPart PartOf(GrowthPhase phase, GanSettings settings) =>
        new(phase.Steps, phase.Steps, RealImagesOf(settings with { BatchSize = phase.BatchSize }))
        {
            RateShare = phase.RateShare,
            AveragingShare = settings.EmaHalfLife > 0 ? (double)phase.BatchSize / settings.BatchSize : 1,
        };

    private static int RealImagesOf(GanSettings settings) => settings.DiscriminatorBatchSize * settings.DiscriminatorSteps;

    private static RunInfo Describe(Job job, TrainingPlan plan, TrainingStep step) => new()
    {
        Model = job.Model.Name,
        Origin = job.Options.Models.OriginOf(job.Model.Name),
        Seed = job.Options.Seed,
        Device = job.Device.ToString(),
        TotalSteps = plan.TotalSteps,
        Options = job.Settings,
        Data = job.Data.Facts,
        TestData = job.HeldOut is null ? null : RunData.Of(job.HeldOut),
        Parameters = step.Networks.ToDictionary(network => network.Name, network => network.Network.ParameterCount(), StringComparer.Ordinal),
        Scoring = job.Options.Scorer is { } scorer ? scorer.Protocol with { MetricsEvery = job.Options.MetricsEvery } : null,
        InitFrom = job.Options.InitFrom,
        LibtorchVersion = __version__,
    };

    private static string Introduce(string name, Module network)
    {
        var (all, trained) = (network.ParameterCount(), network.TrainableParameterCount());
        return string.Create(CultureInfo.InvariantCulture, $"{name}: {all:N0} parameters{(trained < all ? $", {trained:N0} of them trained" : "")}");
    }
}
