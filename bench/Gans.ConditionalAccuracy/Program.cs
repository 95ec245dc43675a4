using System.Globalization;
using Gans.ConditionalAccuracy;
using Gans.Formats;
using Gans.Inference;
using Gans.Preprocessing;

// dotnet run --project bench/Gans.ConditionalAccuracy -c Release -- GENERATOR.onnx [SAMPLES A CLASS]
// Run from the root. The first run prepares Fashion-MNIST and trains the classifier; both are kept under build/bench.
const string folder = "build/bench";
const long seed = 1;

if (args.Length is 0 or > 2 || (args.Length == 2 && !int.TryParse(args[1], CultureInfo.InvariantCulture, out _)))
{
    Console.Error.WriteLine("Conditional accuracy: needed GENERATOR.onnx [SAMPLES A CLASS]. Name an exported cgan-fashion.");
    return 2;
}

var perClass = args.Length == 2 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100;
using var train = Pack("data", "train");
using var test = Pack("data-test", "test");
using var judge = Judge.LoadOrTrain(Path.Combine(folder, "classifier-fashion.safetensors"), train);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"classifier: {judge.Accuracy(test):P2} of {test.Count} test images"));

using var generator = Generator.Load(args[0]);
long[] asked = [.. Enumerable.Range(0, perClass * generator.Classes).Select(i => (long)i % generator.Classes)];
var found = judge.Classify(generator.Sample(asked.Length, seed, asked));
foreach (var label in Enumerable.Range(0, generator.Classes))
{
    var agreeing = asked.Zip(found).Count(pair => pair.First == label && pair.Second == label);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{train.ClassNames[label],-12} {(double)agreeing / perClass,8:P1}"));
}

var share = asked.Zip(found).Average(pair => pair.First == pair.Second ? 1.0 : 0.0);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"all",-12} {share,8:P1} of {asked.Length} samples"));
return 0;

static DatasetPack Pack(string name, string split)
{
    var path = Path.Combine(folder, name);
    if (!DatasetPack.IsPack(path))
    {
        DatasetPreparation.Run(new PrepareOptions { Dataset = "fashion-mnist", Output = path, Split = split }, null, CancellationToken.None);
    }

    return DatasetPack.Open(path);
}
