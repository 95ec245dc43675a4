using Gans.Models;
using Gans.Models.Layers;
using Gans.Training.Native;
using static TorchSharp.torch;
using Generator = Gans.Models.Generator;

namespace Gans.Training.Steps;

/// <summary>Statistics of a generator's batch normalisations that belong to its present weights, taken of batches that it makes.</summary>
/// <remarks>
/// Brock et al., Large Scale GAN Training for High Fidelity Natural Image Synthesis, 2018 (arXiv:1809.11096), appendix B: standing statistics. Averaged weights
/// need them most: the running statistics are of the weights that were trained, never of their mean. It draws nothing from the training's random generators.
/// </remarks>
internal sealed class StandingStatistics
{
    private const long Seed = 0x57A7;   // the batches are the same ones at each epoch, so that grids differ by the weights alone

    private readonly Generator generator;
    private readonly GeneratorInputs inputs;
    private readonly GanSettings settings;
    private readonly Device device;
    private readonly IReadOnlyList<BatchNorm> layers;

    /// <summary>Looks for the generator's batch normalisations.</summary>
    /// <param name="generator">The generator, on the device.</param>
    /// <param name="settings">Number and size of the batches.</param>
    /// <param name="device">Where it is.</param>
    /// <param name="truncation">The truncation of the latents that they are taken of; null for none.</param>
    internal StandingStatistics(Generator generator, GanSettings settings, Device device, double? truncation = null)
    {
        (this.generator, this.settings, this.device) = (generator, settings, device);
        inputs = new GeneratorInputs(generator, settings, device, truncation);
        layers = [.. generator.modules().OfType<BatchNorm>()];
    }

    /// <summary>Takes them of the present weights; those of the training are back when the result is disposed.</summary>
    internal IDisposable Apply()
    {
        var kept = new Kept([.. layers.SelectMany(static layer => layer.Statistics)]);
        return layers.Count == 0 ? kept : RandomState.Aside(Seed, device, () => Pass(kept));
    }

    private Kept Pass(Kept kept)
    {
        using var plain = no_grad();
        foreach (var layer in layers)
        {
            layer.StandStatistics();
        }

        try
        {
            for (var batch = 0; batch < settings.StandingBatches; batch++)
            {
                using var scope = NewDisposeScope();
                generator.Run(inputs.Draw(settings.BatchSize), Mode.Train);
            }
        }
        finally
        {
            foreach (var layer in layers)
            {
                layer.RunStatistics();
            }
        }

        return kept;
    }

    private sealed class Kept(Tensor[] live) : IDisposable
    {
        private readonly Tensor[] values = Array.ConvertAll(live, static value => value.clone().DetachFromDisposeScope());

        public void Dispose()
        {
            using var plain = no_grad();
            for (var i = 0; i < live.Length; i++)
            {
                live[i].copy_(values[i]);
                values[i].Dispose();
            }
        }
    }
}
