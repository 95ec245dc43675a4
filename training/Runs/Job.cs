using Gans.Formats;
using Gans.Models;
using Gans.Training.Batches;
using static TorchSharp.torch;

namespace Gans.Training.Runs;

/// <summary>A training whose options are checked and whose data are open.</summary>
/// <param name="Options">As its user asks for it.</param>
/// <param name="Model">What is trained.</param>
/// <param name="Settings">The model's settings with what the user replaced.</param>
/// <param name="Device">Where.</param>
/// <param name="Data">On what.</param>
/// <param name="HeldOut">What the weights are judged by; null for none.</param>
internal sealed record Job(TrainingOptions Options, TrainableModel Model, GanSettings Settings, Device Device, TrainingData Data, DatasetPack? HeldOut)
{
    /// <summary>Where the run keeps its files.</summary>
    internal RunFolder Folder { get; } = new(Options.Output);
}
