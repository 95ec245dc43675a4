using System.Globalization;
using Gans.Formats;
using MlNet;

const int Count = 20;

var sheet = args.Length > 2 ? args[2] : "judged.png";
var seed = 42L;
if (args.Length is < 2 or > 5 || (args.Length > 3 && !long.TryParse(args[3], CultureInfo.InvariantCulture, out seed)))
{
    Console.Error.WriteLine("Usage: MlNet GENERATOR.onnx JUDGE.onnx [SHEET.png] [SEED] [IMAGES.npy]");
    return 2;
}

try
{
    var judged = new JudgedGenerator(args[0], args[1]);
    var labels = Enumerable.Range(0, Count).Select(i => (long)(i % judged.Classes)).ToArray();
    var verdicts = judged.Run(labels, seed);

    Console.WriteLine($"{"image",5}  {"asked for",-16}  {"judged as",-16}  {"sure",6}");
    foreach (var (i, verdict) in verdicts.Index())
    {
        Console.WriteLine($"{i,5}  {judged.NameOf(labels[i]),-16}  {judged.NameOf(verdict.Class),-16}  {verdict.Sureness,6:0.000}");
    }

    Console.WriteLine($"as asked: {verdicts.Index().Count(row => row.Item.Class == labels[row.Index])} of {Count}");

    new ImageBatch(Count, judged.Height, judged.Width, judged.Channels, [.. verdicts.SelectMany(verdict => verdict.Pixels)]).SaveGrid(sheet);
    Console.WriteLine($"wrote {sheet}");

    if (args.Length > 4)
    {
        NpyFile.Write<float>(args[4], verdicts.SelectMany(verdict => verdict.Image).ToArray(), Count, judged.Channels, judged.Height, judged.Width);
        Console.WriteLine($"wrote {args[4]}");
    }

    return 0;
}
catch (InvalidInputException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
