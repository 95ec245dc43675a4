using Gans.Formats;
using Gans.Models;
using Gans.Torch;
using Gans.Training.Batches;
using Gans.Training.Checkpoints;
using Gans.Training.Logs;
using Gans.Training.Loop;
using Gans.Training.Steps;

namespace Gans.Training;

/// <summary>Trains a model by name on a dataset pack and leaves a run folder.</summary>
public static class TrainingRun
{
    private const long SampleSeedOffset = 0x5eed;
    private const string LockName = ".lock";

    /// <summary>Runs a training from the start, or from the run folder's checkpoint, to its end.</summary>
    /// <param name="options">What to train on what, and how.</param>
    /// <param name="progress">Told of every step; null for nobody.</param>
    /// <param name="cancellation">Stops the training after the present step, with a checkpoint.</param>
    /// <exception cref="InvalidInputException">An option, the data or the run folder is not fit for it.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; the message says where the checkpoint is.</exception>
    /// <exception cref="TrainingFailedException">A loss or a weight is not finite any more.</exception>
    public static TrainingResult Run(TrainingOptions options, IProgress<StageProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        var model = TrainingSettings.FindModel(options.Model);
        var settings = TrainingSettings.Resolve(options, model.Settings);
        var device = FindDevice(options.Device);
        using var pack = DatasetPack.Open(options.Data);
        var data = RunData.Of(pack.Info);
        if (model.Reject(data.Shape) is { } reason)
        {
            throw new InvalidInputException($"Training {model.Name} on {options.Data}: {reason}. Choose other data or another model.");
        }

        lock (TorchProcess.OneAtATime)
        {
            TorchRuntime.ConfigureForTraining(options.Threads);
            return Run(options, model, settings, device, pack, data, progress, cancellation);
        }
    }

    private static TrainingResult Run(
        TrainingOptions options,
        GanModel model,
        GanSettings settings,
        Device device,
        DatasetPack pack,
        RunData data,
        IProgress<StageProgress>? progress,
        CancellationToken cancellation)
    {
        var folder = new RunFolder(options.Output);
        using var held = Hold(folder);
        var plan = PlanOf(options, settings, pack.Count);
        RandomState.Seed(options.Seed, device);
        using var step = GanStep.Create(model, settings, data.Shape, device);
        var info = Describe(options, settings, device, data, plan, step);
        Claim(folder, info, options.Resume);
        using var average = settings.EmaDecay > 0 ? new ExponentialMovingAverage(step.Generator.Network, settings.EmaDecay) : null;
        var samples = RandomState.Aside(options.Seed + SampleSeedOffset, device, () => step.PrepareSamples(options.SampleCount));
        var observers = Observers(options, folder, plan, samples, average, progress);
        try
        {
            var checkpoints = new CheckpointStore(folder.Checkpoint, step, average, device);
            var trainer = new Trainer(step, new PackBatches(pack, device), plan, observers, average, checkpoints);
            trainer.Resume();
            trainer.Run(cancellation);
            return new TrainingResult(
                folder.Path,
                trainer.Step,
                plan.EpochOf(trainer.Step),
                trainer.Step * plan.ImagesPerStep,
                trainer.ElapsedSeconds,
                trainer.StepsPerSecond,
                trainer.LastReport?.Losses ?? new Dictionary<string, double>());
        }
        finally
        {
            observers.ForEach(observer => observer.Dispose());
        }
    }

    private static Device FindDevice(string name)
    {
        try
        {
            return Device.Parse(name);
        }
        catch (Exception e) when (e is ArgumentException or TorchException)
        {
            throw new InvalidInputException($"Option device: {e.Message.Split('\n')[0]}", e);
        }
    }

    private static TrainingPlan PlanOf(TrainingOptions options, GanSettings settings, long images)
    {
        var stepsPerEpoch = Math.Max(1, images / settings.BatchSize);
        return new TrainingPlan
        {
            TotalSteps = options.Steps ?? (settings.Epochs * stepsPerEpoch),
            StepsPerEpoch = stepsPerEpoch,
            ImagesPerStep = settings.DiscriminatorBatchSize * settings.DiscriminatorSteps,
            LogEvery = options.LogEvery,
            CheckpointEverySteps = options.CheckpointEverySteps,
            CheckpointEvery = TimeSpan.FromMinutes(options.CheckpointEveryMinutes),
        };
    }

    private static RunInfo Describe(TrainingOptions options, GanSettings settings, Device device, RunData data, TrainingPlan plan, GanStep step) => new()
    {
        Model = options.Model,
        Seed = options.Seed,
        Device = device.ToString(),
        TotalSteps = plan.TotalSteps,
        Options = settings,
        Data = data,
        Parameters = step.Players.ToDictionary(player => player.Name, player => player.Network.ParameterCount, StringComparer.Ordinal),
        LibtorchVersion = TorchRuntime.Version,
    };

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

    /// <summary>Makes the folder that of this run, unless it is that of another.</summary>
    private static void Claim(RunFolder folder, RunInfo info, bool resume)
    {
        if (File.Exists(folder.Info))
        {
            if (!resume)
            {
                throw new InvalidInputException($"Training into {folder.Path}: found a run there. Go on with it by --resume, remove it, or choose another folder.");
            }

            if (info.DifferenceFrom(RunInfo.Read(folder)) is var (name, was, now))
            {
                throw new InvalidInputException(
                    $"Resuming {folder.Path}: found {name} {now}, needed {was} as in its run.json. Give the same options, or choose another folder.");
            }
        }

        info.Write(folder);
    }

    private static List<TrainingObserver> Observers(
        TrainingOptions options, RunFolder folder, TrainingPlan plan, SampleMaker samples, ExponentialMovingAverage? average, IProgress<StageProgress>? progress)
    {
        List<TrainingObserver> observers = [new MetricsLog(folder.Metrics), new SampleGrids(folder, samples, average, options.SampleEvery)];
        if (options.TensorBoard)
        {
            observers.Add(new TensorBoardLog(folder, TimeProvider.System));
        }

        if (progress is not null)
        {
            observers.Add(new ProgressLog(progress, plan.TotalSteps));
        }

        return observers;
    }
}
