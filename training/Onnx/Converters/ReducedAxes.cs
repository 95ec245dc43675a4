namespace Gans.Training.Onnx.Converters;

/// <summary>Which axes a reduction removes.</summary>
/// <param name="Axes">The axes, counted from the outermost, in rising order.</param>
/// <param name="All">Whether these are all that the input has.</param>
/// <param name="Keep">Whether they stay, with size 1.</param>
/// <param name="Count">How many elements become one.</param>
internal sealed record ReducedAxes(long[] Axes, bool All, bool Keep, Dimension Count)
{
    /// <summary>Reads <c>dim</c> and <c>keepdim</c>; none, or an empty list, stands for all axes.</summary>
    public static ReducedAxes Of(OpCall call)
    {
        var self = call.Value("self");
        var given = call.Has("dim") ? call.Ints("dim") : [];
        long[] axes = given.Length == 0 ? [.. Enumerable.Range(0, self.Rank)] : [.. given.Select(axis => self.Axis(axis)).Order()];
        var count = Dimension.Product(axes.Select(axis => self.Shape[(int)axis]));
        return new ReducedAxes(
            axes,
            axes.Length == self.Rank,
            call.Has("keepdim") && call.Bool("keepdim"),
            count ?? throw call.Fail($"it reduces {self.ShapeText} over a product of sizes that follow the batch. Reduce one axis after the other."));
    }
}
