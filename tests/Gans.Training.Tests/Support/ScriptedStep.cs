using Gans.Training.Batches;
using Gans.Training.Loop;
using Gans.Training.Measures;
using Gans.Training.Optimizers;
using Gans.Training.Steps;
using TorchSharp.Modules;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Support;

/// <summary>A step whose loss is told in advance: it draws a random number, adds it to its only weight and notes the loss.</summary>
internal sealed class ScriptedStep : TrainingStep
{
    private readonly Func<long, double> loss;
    private readonly Linear network = Dense(1, 1);

    internal ScriptedStep(Func<long, double> loss)
    {
        this.loss = loss;
        Product = new Player(PlayerNames.Generator, network, new Sgd(network.parameters(), new SgdOptions()));
    }

    public override IReadOnlyList<Player> Players => [Product];

    public override Player Product { get; }

    internal Tensor Weight => network.weight!;

    public override void Run(long step, IBatchSource batches, LossLog losses)
    {
        using var plain = no_grad();
        Weight.add_(randn(1, 1));
        losses.Add("loss", PlayerNames.Generator, full([], loss(step), ScalarType.Float32));
    }
}

/// <summary>Notes what it is told.</summary>
internal sealed class RecordingObserver : TrainingObserver
{
    internal List<string> Events { get; } = [];

    internal List<TrainingReport> Reports { get; } = [];

    public override void OnStart(long step) => Events.Add($"start {step}");

    public override void OnReport(TrainingReport report)
    {
        Events.Add($"report {report.Moment.Step}");
        Reports.Add(report);
    }

    public override void OnEpoch(TrainingMoment moment) => Events.Add($"epoch {moment.Epoch}");

    public override void OnCheckpoint() => Events.Add("checkpoint");
}
