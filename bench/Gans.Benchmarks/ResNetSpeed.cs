namespace Gans.Benchmarks;

/// <summary>Images a second of ResNet-18, the default extractor, against Inception v3's, turn by turn, each as <c>gans evaluate</c> runs it.</summary>
internal static class ResNetSpeed
{
    private const int Rounds = 3;
    private const int Images = 96;

    public static void Run()
    {
        var (network, peer) = (PretrainedFile.Ensure("resnet18"), PretrainedFile.Ensure("inception-v3"));
        var (ours, others) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(ExtractorThroughput.Measure(network, Images * 2));
            others.Add(ExtractorThroughput.Measure(peer, Images));
        }

        var (median, peerMedian) = (Machine.Median(ours), Machine.Median(others));
        Console.WriteLine();
        Console.WriteLine($"images/s from 32x32 bytes to features (median of {Rounds} turns)");
        Console.WriteLine($"  ResNet-18     {median,6:F1}   (slowest {ours.Min():F1}, fastest {ours.Max():F1})");
        Console.WriteLine($"  Inception v3  {peerMedian,6:F1}   (slowest {others.Min():F1}, fastest {others.Max():F1})");
        Console.WriteLine($"  ResNet-18 is {median / peerMedian:F2} times as fast");
    }
}
