using System.Diagnostics;
using Gans.Formats;
using Gans.Inference;

if (args.Length < 3)
{
    Console.Error.WriteLine("Usage: MapMaker TRANSLATOR.onnx FOLDER PHOTO...");
    return 2;
}

try
{
    var watch = Stopwatch.StartNew();
    using var translator = Translator.Load(args[0]);
    Console.WriteLine(
        $"loaded {translator.Info.Card.Recipe ?? "a translator"} of {translator.Height} x {translator.Width} pixels on {translator.Device} "
        + $"in {watch.ElapsedMilliseconds} ms");

    Directory.CreateDirectory(args[1]);
    var failed = 0;
    watch.Restart();
    foreach (var photo in translator.TranslateFiles(args[2..], prepare: image => translator.Channels == 3 ? image.ToRgb() : image.ToGrey()))
    {
        if (photo.Result is { } map)
        {
            var path = Path.Combine(args[1], Path.ChangeExtension(Path.GetFileName(photo.Path), ".png"));
            ImageCodec.Save(map, path);
            Console.WriteLine($"{photo.Path}: {map.Height} x {map.Width} pixels in {watch.ElapsedMilliseconds} ms -> {path}");
        }
        else
        {
            Console.Error.WriteLine($"{photo.Path}: {photo.Problem}");
            failed++;
        }

        watch.Restart();
    }

    return failed == 0 ? 0 : 1;
}
catch (InvalidInputException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
