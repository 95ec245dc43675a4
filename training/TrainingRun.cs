using System.Globalization;
using Gans.Formats;
using Gans.Models;
using Gans.Onnx;
using Gans.Training.Batches;
using Gans.Training.Checkpoints;
using Gans.Training.Logs;
using Gans.Training.Loop;
using Gans.Training.Native;
using Gans.Training.State;
using Gans.Training.Steps;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gans.Training;

/// <summary>Trains a model by name on a dataset pack, or on data that are made as it goes, and leaves a run folder.</summary>
public static class TrainingRun
{
    private const long SampleSeedOffset = 0x5eed;
    private const long WatchSeedOffset = 0xeee;
    private const long ExaminationSeedOffset = 0xe4a;
    private const int WatchedSamples = 100;
    private const string LockName = ".lock";

    /// <summary>Weights of all networks together from which a second thread pays.</summary>
    private const long SmallestForThreads = 10_000;

    /// <summary>Checks options as far as that can be done without their files.</summary>
    /// <param name="options">What to train on what, and how.</param>
    /// <exception cref="InvalidInputException">There is no such model, or an option is out of its range or of no use to it.</exception>
    public static void Check(TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        TrainingSettings.Resolve(options, TrainingSettings.FindModel(options.Model));
    }

    /// <summary>Runs a training from the start, or from the run folder's checkpoint, to its end.</summary>
    /// <param name="options">What to train on what, and how.</param>
    /// <param name="progress">Told of every step; null for nobody.</param>
    /// <param name="cancellation">Stops the training after the present step, with a checkpoint.</param>
    /// <exception cref="InvalidInputException">An option, the data or the run folder is not fit for it.</exception>
    /// <exception cref="TorchLibraryException">libtorch does not load here.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; the message says where the checkpoint is.</exception>
    /// <exception cref="TrainingFailedException">A loss or a weight is not finite any more.</exception>
    public static TrainingResult Run(TrainingOptions options, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        var model = TrainingSettings.FindModel(options.Model);
        var settings = TrainingSettings.Resolve(options, model);
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
        var model = TrainingSettings.FindModel(options.Model);
        var settings = TrainingSettings.Resolve(options, model);
        using var data = TrainingData.Open(model, settings, options.Data);
        return PlanOf(options, settings, data.Facts.Count).TotalSteps;
    }

    /// <summary>How many generator updates a run folder's checkpoint has behind it, from which the training can go on.</summary>
    /// <param name="path">The run folder.</param>
    /// <returns>0 before the first checkpoint; null where no run lies or its checkpoint cannot be read.</returns>
    public static long? StepsDone(string path)
    {
        var folder = new RunFolder(path);
        if (!File.Exists(folder.Info))
        {
            return null;
        }

        try
        {
            return CheckpointStore.Exists(folder.Checkpoint) ? CheckpointStore.ReadState(folder.Checkpoint).Step : 0;
        }
        catch (InvalidInputException)
        {
            return null;   // going on with it would say what is wrong
        }
    }

    private static TrainingResult Run(Job job, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        var (options, model, settings, device, data, heldOut) = job;
        var batches = data.BatchesOn(device);
        var folder = new RunFolder(options.Output);
        using var held = Hold(folder);
        UnfinishedWork.RemoveAllIn(folder.Path);   // of a run that was killed and is gone on with
        var plan = PlanOf(options, settings, batches.Count);
        RandomState.Seed(options.Seed, device);
        using var step = TrainingStep.Create(model, settings, data.Facts.Shape, device);
        if (options.Threads is null && step.Networks.Sum(part => part.Network.ParameterCount()) < SmallestForThreads)
        {
            LibtorchProcess.UseThreads(1);
        }

        using var examination = heldOut is null
            ? RandomState.Aside(options.Seed + ExaminationSeedOffset, device, () => data.Examine(step))
            : Examine(step, new PackBatches(heldOut, model.Range, device), options);
        var fingerprint = RandomState.Aside(options.Seed, device, () => ModelFingerprint.Of(model, settings, data.Facts.Shape));
        Claim(folder, Describe(job, plan, step) with { Fingerprint = fingerprint }, options.Resume);
        foreach (var (name, network) in step.Networks)
        {
            options.Announce(Introduce(name, network));
        }

        using var average = settings.EmaDecay > 0 ? new ExponentialMovingAverage(step.Product.Network, settings.EmaDecay) : null;
        using var watch = step is GanStep ? Watch(job, step) : null;
        var grids = RandomState.Aside(options.Seed + SampleSeedOffset, device, () => Grids(job, folder, step, average));
        var observers = Observers(job, folder, plan, grids, progress);
        try
        {
            var checkpoints = new CheckpointStore(folder.Checkpoint, step, average, device);
            var trainer = new Trainer(step, batches, plan, observers, average, checkpoints, examination, watch);
            trainer.Resume();
            trainer.Run(cancellation);
            return new TrainingResult(
                folder.Path,
                trainer.Step,
                plan.EpochOf(trainer.Step),
                trainer.Step * plan.ImagesPerStep,
                trainer.ElapsedSeconds,
                trainer.StepsPerSecond,
                trainer.LastReport?.Losses ?? new Dictionary<string, double>(),
                trainer.LastReport?.Accuracies ?? new Dictionary<string, double>(),
                MetricsLog.CourseOf(folder.Metrics),
                trainer.LastReport?.Verdict);
        }
        catch (IOException e) when (WriteFailure.Explain(folder.Path, e) is { } explained)
        {
            throw explained;
        }
        finally
        {
            observers.ForEach(observer => observer.Dispose());
        }
    }

    /// <summary>Opens a pack that the weights are to be judged by, as they are on the training data.</summary>
    private static DatasetPack OpenHeldOut(string path, string model, RunData data)
    {
        if (data.IsVector)
        {
            throw NoClassifier(path, model);
        }

        var heldOut = DatasetPack.Open(path);
        var found = RunData.Of(heldOut.Info);
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

    private static Examination Examine(TrainingStep step, PackBatches heldOut, TrainingOptions options) => step.PrepareExamination(heldOut)
        ?? throw NoClassifier(options.TestData!, options.Model);

    private static InvalidInputException NoClassifier(string path, string model) =>
        new($"Option test_data: found {path} for {model}, which is no classifier. Take the option out.");

    private static TrainingWatch? Watch(Job job, TrainingStep step) => RandomState.Aside(job.Options.Seed + WatchSeedOffset, job.Device, () =>
    {
        using var scope = NewDisposeScope();
        var real = job.Data.BatchesOn(job.Device).Next(WatchedSamples).Images;
        return step.PrepareSamples(WatchedSamples) is { } samples ? new TrainingWatch(samples, real, new StateThresholds()) : null;
    });

    private static TrainingPlan PlanOf(TrainingOptions options, GanSettings settings, long images)
    {
        var stepsPerEpoch = Math.Max(1, images / settings.BatchSize);
        return new TrainingPlan
        {
            TotalSteps = settings.Steps > 0 ? settings.Steps : settings.Epochs * stepsPerEpoch,
            StepsPerEpoch = stepsPerEpoch,
            ImagesPerStep = settings.DiscriminatorBatchSize * settings.DiscriminatorSteps,
            LogEvery = options.LogEvery,
            CheckpointEverySteps = options.CheckpointEverySteps,
            CheckpointEvery = TimeSpan.FromMinutes(options.CheckpointEveryMinutes),
        };
    }

    private static RunInfo Describe(Job job, TrainingPlan plan, TrainingStep step) => new()
    {
        Model = job.Model.Name,
        Seed = job.Options.Seed,
        Device = job.Device.ToString(),
        TotalSteps = plan.TotalSteps,
        Options = job.Settings,
        Data = job.Data.Facts,
        TestData = job.HeldOut is null ? null : RunData.Of(job.HeldOut.Info),
        Parameters = step.Networks.ToDictionary(network => network.Name, network => network.Network.ParameterCount(), StringComparer.Ordinal),
        LibtorchVersion = __version__,
    };

    private static string Introduce(string name, Module network)
    {
        var (all, trained) = (network.ParameterCount(), network.TrainableParameterCount());
        return string.Create(CultureInfo.InvariantCulture, $"{name}: {all:N0} parameters{(trained < all ? $", {trained:N0} of them trained" : "")}");
    }

    /// <summary>Keeps other processes out of the run folder until the result is disposed.</summary>
    private static FileStream Hold(RunFolder folder)
    {
        try
        {
            Directory.CreateDirectory(folder.Path);
            return new FileStream(Path.Combine(folder.Path, LockName), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(
                $"Training into {folder.Path}: {e.Message.TrimEnd('.')}. Choose a folder that can be written to and that no other training uses.", e);
        }
    }

    /// <summary>Makes the folder that of this run, unless it is that of another. One that failed before its first report has nothing to lose.</summary>
    private static void Claim(RunFolder folder, RunInfo info, bool resume)
    {
        var hasWork = CheckpointStore.Exists(folder.Checkpoint) || new FileInfo(folder.Metrics) is { Exists: true, Length: > 0 };
        if (hasWork && File.Exists(folder.Info))
        {
            if (!resume)
            {
                throw new InvalidInputException(
                    $"Training into {folder.Path}: found a run there. Go on with it by --resume, remove it, or choose another folder.");
            }

            if (info.DifferenceFrom(RunInfo.Read(folder)) is var (name, was, now))
            {
                throw new InvalidInputException(
                    $"Resuming {folder.Path}: found {name} {now}, needed {was} as in its run.json. Give the same options, or choose another folder.");
            }
        }

        info.Write(folder);
    }

    /// <summary>Pictures of samples; null where none can be made.</summary>
    private static SampleGrids? Grids(Job job, RunFolder folder, TrainingStep step, ExponentialMovingAverage? average) =>
        job.Data.View(job.Options.SampleCount) is { } view && step.PrepareSamples(job.Options.SampleCount) is { } samples
            ? new SampleGrids(folder, samples, view, average, step.PrepareStanding(), job.Options.SampleEvery)
            : null;

    private static List<TrainingObserver> Observers(Job job, RunFolder folder, TrainingPlan plan, SampleGrids? grids, IProgress<StageProgress>? progress)
    {
        List<TrainingObserver> observers = grids is null ? [new MetricsLog(folder.Metrics)] : [new MetricsLog(folder.Metrics), grids];
        if (job.Options.TensorBoard)
        {
            observers.Add(new TensorBoardLog(folder, TimeProvider.System));
        }

        if (progress is not null)
        {
            observers.Add(new ProgressLog(progress, plan.TotalSteps));
        }

        return observers;
    }

    /// <summary>A training whose options are checked and whose data are open.</summary>
    private sealed record Job(TrainingOptions Options, TrainableModel Model, GanSettings Settings, Device Device, TrainingData Data, DatasetPack? HeldOut);
}
