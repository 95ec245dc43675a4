using Gans.Models;
using Gans.Torch;

namespace Gans.Training.Steps;

/// <summary>What the discriminator is told that images are: 1 for real, 0 for generated, smoothed and flipped where the settings say so.</summary>
/// <remarks>Spec 01, H10 and H11. Flips: the whole part of rate * N indices drawn with replacement, so a few may coincide.</remarks>
internal sealed class DiscriminatorTargets(GanSettings settings, Device device)
{
    /// <summary>Targets [N, 1] of real or of generated images.</summary>
    internal Tensor Draw(long count, bool real)
    {
        using var scope = new TensorScope();
        var targets = Smooth(count, real);
        var flips = (long)(settings.LabelFlipRate * count);
        if (flips > 0)
        {
            var chosen = Tensor.RandomIntegers(0, count, [flips], device).OneHot(count).Sum([0]).GreaterThan(0).Reshape(count, 1);
            targets = Tensor.Where(chosen, Smooth(count, !real), targets);
        }

        return scope.Keep(targets);
    }

    private Tensor Smooth(long count, bool real)
    {
        var (min, max) = real ? (settings.RealTargetMin, settings.RealTargetMax) : (settings.FakeTargetMin, settings.FakeTargetMax);
        return min == max
            ? Tensor.Full([count, 1], min, DType.Float32, device)
            : (Tensor.RandomUniform([count, 1], DType.Float32, device) * (max - min)) + min;
    }
}
