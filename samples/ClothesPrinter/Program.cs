using System.Diagnostics;
using System.Globalization;
using Gans.Formats;
using Gans.Inference;

const int Count = 64;

var sheet = args.Length > 1 ? args[1] : "clothes.png";
var seed = 42L;
if (args.Length is 0 or > 3 || (args.Length == 3 && !long.TryParse(args[2], CultureInfo.InvariantCulture, out seed)))
{
    Console.Error.WriteLine("Usage: ClothesPrinter GENERATOR.onnx [SHEET.png] [SEED]");
    return 2;
}

try
{
    var watch = Stopwatch.StartNew();
    using var generator = Generator.Load(args[0]);
    Console.WriteLine($"loaded {generator.Info.Card.Recipe ?? "a generator"} on {generator.Device} in {watch.ElapsedMilliseconds} ms");

    watch.Restart();
    var images = generator.Sample(Count, seed);
    Console.WriteLine($"drew {images.Count} images of {images.Height} x {images.Width} with seed {seed} in {watch.ElapsedMilliseconds} ms");

    images.SaveGrid(sheet);
    Console.WriteLine($"wrote {sheet}");
    return 0;
}
catch (InvalidInputException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
