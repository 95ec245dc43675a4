using Gans.Formats;
using Gans.Models;
using Gans.Onnx;

namespace Gans.Training;

/// <summary>What of a training is decided by the model's code and by its settings together, whichever data it gets.</summary>
public static class TrainingKey
{
    /// <summary>Another for each network and each setting, but not for how long a training lasts.</summary>
    /// <param name="options">What to train.</param>
    /// <returns>64 lower-case hexadecimal digits.</returns>
    /// <exception cref="InvalidInputException">There is no such model, or an option is out of its range.</exception>
    /// <exception cref="TorchLibraryException">libtorch does not load here.</exception>
    public static string Of(TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var model = TrainingSettings.FindModel(options.Model, options.Models);
        var settings = TrainingSettings.Resolve(options, model);
        TorchLibrary.Load();
        return OnItsOwnThread(() =>
        {
            lock (TorchProcess.OneAtATime)
            {
                return ModelFingerprint.OfTraining(model, settings, model.TypicalData);
            }
        });
    }

    /// <summary>
    /// OpenMP keeps helpers for each thread that ever asked for some, until that thread ends. Where there are more of them than cores, they sleep between
    /// operators instead of waiting awake, and a training on another thread of the process takes up to twice as long.
    /// </summary>
    private static string OnItsOwnThread(Func<string> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).GetAwaiter().GetResult();
}
