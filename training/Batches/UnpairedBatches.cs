using static TorchSharp.torch;

namespace Gans.Training.Batches;

/// <summary>Draws images of two domains, each by itself. Of pairs the second domain is the targets.</summary>
/// <param name="domainA">The first domain, whose images make an epoch.</param>
/// <param name="domainB">The second one; the same source where the domains are the halves of pairs.</param>
internal sealed class UnpairedBatches(IBatchSource domainA, IBatchSource domainB) : IBatchSource
{
    /// <inheritdoc/>
    public long Count => domainA.Count;

    /// <inheritdoc/>
    public Batch Next(int count)
    {
        using var scope = NewDisposeScope();
        var first = domainA.Next(count);
        var second = domainB.Next(count);
        return new Batch(first.Images.MoveToOuterDisposeScope()) { Targets = (second.Targets ?? second.Images).MoveToOuterDisposeScope() };
    }

    /// <inheritdoc/>
    public IBatchSource PickLabelled(int perClass) => throw new NotSupportedException("Domains have no classes.");
}
