using static TorchSharp.torch;

namespace Gans.Training.Measures;

/// <summary>Collects the losses of steps where they are, and reads them all at once when a report is due, so that no step waits for the device.</summary>
/// <remarks>Every loss of every step is looked at then, so a non-finite one is told with its step.</remarks>
internal sealed class LossLog : IDisposable
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
        entries.Add(new Entry(step, name, network, IsLoss: true, loss.detach().DetachFromDisposeScope()));
    }

    /// <summary>Notes a share, such as that of real images called real.</summary>
    /// <param name="name">Its name in logs, such as <c>real</c>.</param>
    /// <param name="share">A single number.</param>
    public void AddAccuracy(string name, Tensor share)
    {
        entries.Add(new Entry(step, name, string.Empty, IsLoss: false, share.detach().DetachFromDisposeScope()));
    }

    /// <summary>Means of each step since the last call.</summary>
    /// <exception cref="NonFiniteLossException">A loss is not a finite number.</exception>
    public IReadOnlyList<StepMeans> Drain()
    {
        var values = Read();
        var found = entries.Zip(values, (entry, value) => (Entry: entry, Value: (double)value)).ToArray();
        Dispose();
        foreach (var ((number, name, network, isLoss, _), value) in found)
        {
            if (isLoss && !double.IsFinite(value))
            {
                throw new NonFiniteLossException(number, name, network, (float)value);
            }
        }

        return [.. found.GroupBy(note => note.Entry.Step).Select(step => new StepMeans(step.Key, Means(step, isLoss: true), Means(step, isLoss: false)))];

        static OrderedDictionary<string, double> Means(IEnumerable<(Entry Entry, double Value)> notes, bool isLoss) => new(
            notes.Where(note => note.Entry.IsLoss == isLoss).GroupBy(note => note.Entry.Name, StringComparer.Ordinal)
                .Select(group => KeyValuePair.Create(group.Key, group.Average(note => note.Value))),
            StringComparer.Ordinal);
    }

    /// <summary>Means over steps of those of each.</summary>
    /// <param name="steps">The steps. A name counts where it occurs.</param>
    public static LossMeans MeansOf(IReadOnlyList<StepMeans> steps)
    {
        return new LossMeans(Means(step => step.Losses), Means(step => step.Accuracies));

        OrderedDictionary<string, double> Means(Func<StepMeans, IReadOnlyDictionary<string, double>> part) => new(
            steps.SelectMany(part).GroupBy(entry => entry.Key, StringComparer.Ordinal).Select(
                group => KeyValuePair.Create(group.Key, group.Average(entry => entry.Value))),
            StringComparer.Ordinal);
    }

    /// <summary>Drops what was not read.</summary>
    public void Dispose()
    {
        entries.ForEach(entry => entry.Value.Dispose());
        entries.Clear();
    }

    private float[] Read()
    {
        if (entries.Count == 0)
        {
            return [];
        }

        using var scope = NewDisposeScope();
        using var plain = no_grad();
        return stack([.. entries.Select(entry => entry.Value)], 0).ToArray<float>();
    }

    private readonly record struct Entry(long Step, string Name, string Network, bool IsLoss, Tensor Value);
}
