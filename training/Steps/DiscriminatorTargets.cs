using Gans.Models;
using Gans.Onnx;
using static TorchSharp.torch;

namespace Gans.Training.Steps;

/// <summary>What the discriminator is told that images are: 1 for real, 0 for generated, smoothed and flipped where the settings say so.</summary>
/// <remarks>Chapter 5 of Brownlee, hacks 10 and 11. Flips: the whole part of rate * N indices drawn with replacement, so a few may coincide.</remarks>
internal sealed class DiscriminatorTargets(GanSettings settings, Device device)
{
    /// <summary>Targets [N, 1] of real or of generated images.</summary>
    internal Tensor Draw(long count, bool real)
    {
        using var scope = NewDisposeScope();
        var targets = Smooth(count, real);
        var flips = (long)(settings.LabelFlipRate * count);
        if (flips > 0)
        {
            var chosen = nn.functional.one_hot(randint(0, count, [flips], ScalarType.Int64, device), count).sum([0]).gt(Held.Number(0)).reshape(count, 1);
            targets = where(chosen, Smooth(count, !real), targets);
        }

        return targets.MoveToOuterDisposeScope();
    }

    private Tensor Smooth(long count, bool real)
    {
        var (min, max) = real ? (settings.RealTargetMin, settings.RealTargetMax) : (settings.FakeTargetMin, settings.FakeTargetMax);
        return min == max
            ? full([count, 1], Held.Number(min), ScalarType.Float32, device)
            : rand([count, 1], ScalarType.Float32, device).Times(max - min).Plus(min);
    }
}
