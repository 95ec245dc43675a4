using System.Diagnostics;
using System.Globalization;
using Gans.Formats;
using Gans.Models;
using Gans.Models.Classifiers;
using Gans.Torch;
using Gans.Training.Batches;
using Gans.Training.Checkpoints;

namespace Gans.ConditionalAccuracy;

/// <summary>A classifier of a labelled dataset.</summary>
internal sealed class Judge : IDisposable
{
    private const int BatchSize = 128;
    private const int Epochs = 2;
    private const double FirstRate = 0.001;

    private readonly SmallClassifier network;

    private Judge(DatasetPack data)
    {
        TorchRuntime.ConfigureForTraining();
        TorchRandom.Seed(1);
        network = new SmallClassifier(new ClassifierFashion().Settings, new DataShape(data.Channels, data.Height, data.Width, data.ClassNames.Count));
    }

    /// <summary>Reads the classifier from a file, or trains it and writes the file.</summary>
    internal static Judge LoadOrTrain(string path, DatasetPack data)
    {
        var judge = new Judge(data);
        if (File.Exists(path))
        {
            TensorFile.Read(path, judge.network.NamedState());
        }
        else
        {
            judge.Train(data);
            TensorFile.Write(path, judge.network.NamedState());
        }

        return judge;
    }

    /// <summary>Share of a dataset's images whose class is found.</summary>
    internal double Accuracy(DatasetPack data)
    {
        long[] indices = [.. Enumerable.Range(0, (int)data.Count).Select(i => (long)i)];
        return Classify(data.GetImages(indices)).Zip(indices).Average(pair => pair.First == data.GetLabel(pair.Second) ? 1.0 : 0.0);
    }

    /// <summary>The class of each image.</summary>
    internal long[] Classify(ImageBatch images)
    {
        var classes = new List<long>();
        using var plain = Autograd.NoGrad();
        for (var first = 0; first < images.Count; first += BatchSize)
        {
            using var scope = new TensorScope();
            var count = Math.Min(BatchSize, images.Count - first);
            var size = images.Pixels.Length / images.Count;
            var pixels = Tensor.From<byte>(images.Pixels.Slice(first * size, count * size), count, images.Height, images.Width, images.Channels);
            classes.AddRange(network.Forward(Pixels.ToImages(pixels, PixelRange.Symmetric), Mode.Inference).Logits.ArgMax(1).ToArray<long>());
        }

        return [.. classes];
    }

    public void Dispose() => network.Dispose();

    private void Train(DatasetPack data)
    {
        var batches = new PackBatches(data, PixelRange.Symmetric);
        var steps = Epochs * data.Count / BatchSize;
        var clock = Stopwatch.StartNew();
        using var optimizer = new Adam(network.Parameters(), new AdamOptions { LearningRate = FirstRate });
        for (var step = 0; step < steps; step++)
        {
            using var scope = new TensorScope();
            optimizer.LearningRate = FirstRate * (1 - ((double)step / steps));
            var batch = batches.Next(BatchSize);
            optimizer.Minimize(network.Forward(batch.Images, Mode.Train).Logits.CrossEntropy(batch.Labels!));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"classifier trained in {clock.Elapsed.TotalSeconds:0} s, {steps} steps of {BatchSize}"));
    }
}
