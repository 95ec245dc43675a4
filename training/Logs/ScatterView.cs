using Gans.Formats;
using Gans.Training.Plots;
using static TorchSharp.torch;

namespace Gans.Training.Logs;

/// <summary>Points of a plane: real ones red, generated ones blue, as in chapter 6 of Brownlee.</summary>
/// <param name="real">Real points, [N, 2].</param>
internal sealed class ScatterView(ReadOnlyMemory<float> real) : SampleView
{
    /// <inheritdoc/>
    public override void Save(Tensor samples, int? columns, string path)
    {
        ImageCodec.Save(ScatterPlot.Draw(ScatterSeries.Real(real), ScatterSeries.Generated(samples.ToArray<float>())), path);
    }
}
