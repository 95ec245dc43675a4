using Gans.Training.Batches;
using Gans.Training.Loop;
using Gans.Training.Optimizers;
using Gans.Training.Steps;
using TorchSharp.Modules;
using static Gans.Models.Layers.KerasLayers;
using static TorchSharp.torch;

namespace Gans.Training.Tests.Support;

/// <summary>A step whose loss is told in advance: it draws a random number, adds it to its only weight and notes the loss.</summary>
internal sealed class ScriptedStep : GanStep
{
    private readonly Func<long, double> loss;
    private readonly Linear network = Dense(1, 1);

    internal ScriptedStep(Func<long, double> loss)
    {
        this.loss = loss;
        Generator = new Player(GeneratorName, network, new Sgd(network.parameters(), new SgdOptions()));
    }

    public override IReadOnlyList<Player> Players => [Generator];

    public override Player Generator { get; }

    internal Tensor Weight => network.weight!;

    public override void Run(long step, IBatchSource batches, LossLog losses)
    {
        using var plain = no_grad();
        Weight.add_(randn(1, 1));
        losses.Add("loss", GeneratorName, full([], loss(step), ScalarType.Float32));
    }

    public override SampleMaker PrepareSamples(int count) => throw new NotSupportedException("Nothing to sample.");
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
