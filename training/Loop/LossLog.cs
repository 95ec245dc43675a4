using Gans.Torch;

namespace Gans.Training.Loop;

/// <summary>Collects the losses of steps where they are, and reads them all at once when a report is due, so that no step waits for the device.</summary>
/// <remarks>Every loss of every step is looked at then, so a non-finite one is told with its step.</remarks>
public sealed class LossLog : IDisposable
{
    private readonly List<Entry> entries = [];
    private long step;

    /// <summary>Values that are waiting for a report.</summary>
    public int Count => entries.Count;

    /// <summary>What follows belongs to this step.</summary>
    /// <param name="number">The step, from 1.</param>
    public void BeginStep(long number) => step = number;

    /// <summary>Notes a loss.</summary>
    /// <param name="name">Its name in logs, such as <c>discriminator_real</c>.</param>
    /// <param name="network">The network that is updated by it, for messages.</param>
    /// <param name="loss">A single number; its graph is not kept.</param>
    public void Add(string name, string network, Tensor loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        entries.Add(new Entry(step, name, network, IsLoss: true, loss.Detach().Unscoped()));
    }

    /// <summary>Notes a share, such as that of real images called real.</summary>
    /// <param name="name">Its name in logs, such as <c>real</c>.</param>
    /// <param name="share">A single number.</param>
    public void AddAccuracy(string name, Tensor share)
    {
        ArgumentNullException.ThrowIfNull(share);
        entries.Add(new Entry(step, name, string.Empty, IsLoss: false, share.Detach().Unscoped()));
    }

    /// <summary>Means of everything since the last call, by name in the order of first mention.</summary>
    /// <exception cref="NonFiniteLossException">A loss is not a finite number.</exception>
    public (IReadOnlyDictionary<string, double> Losses, IReadOnlyDictionary<string, double> Accuracies) Drain()
    {
        var values = Read();
        var losses = new OrderedDictionary<string, (double Sum, int Count)>(StringComparer.Ordinal);
        var accuracies = new OrderedDictionary<string, (double Sum, int Count)>(StringComparer.Ordinal);
        var found = entries.ToArray();
        Dispose();
        for (var i = 0; i < found.Length; i++)
        {
            var (number, name, network, isLoss, _) = found[i];
            if (isLoss && !float.IsFinite(values[i]))
            {
                throw new NonFiniteLossException(number, name, network, values[i]);
            }

            var group = isLoss ? losses : accuracies;
            var (sum, count) = group.GetValueOrDefault(name);
            group[name] = (sum + values[i], count + 1);
        }

        return (Means(losses), Means(accuracies));
    }

    /// <summary>Drops what was not read.</summary>
    public void Dispose()
    {
        entries.ForEach(entry => entry.Value.Dispose());
        entries.Clear();
    }

    private static OrderedDictionary<string, double> Means(OrderedDictionary<string, (double Sum, int Count)> sums) =>
        new(sums.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Sum / entry.Value.Count)), StringComparer.Ordinal);

    private float[] Read()
    {
        if (entries.Count == 0)
        {
            return [];
        }

        using var scope = new TensorScope();
        using var plain = Autograd.NoGrad();
        return Tensor.Stack([.. entries.Select(entry => entry.Value)], axis: 0).ToArray<float>();
    }

    private readonly record struct Entry(long Step, string Name, string Network, bool IsLoss, Tensor Value);
}
