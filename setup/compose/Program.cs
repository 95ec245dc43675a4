using Gans.Setup;

// Gans.Setup LIST BUILD [LIBTORCH]
//   LIST      a file that names the native libraries of the packages, one a line
//   BUILD     the folder in which the folders torch and onnxruntime are made
//   LIBTORCH  an unpacked libtorch to take in place of the packages'
if (args.Length is not (2 or 3))
{
    Console.Error.WriteLine("usage: Gans.Setup LIST BUILD [LIBTORCH]");
    return 2;
}

try
{
    var natives = File.ReadAllLines(args[0]).ToLookup(static path => Path.GetFileName(path).Contains("onnxruntime", StringComparison.Ordinal) ? "onnxruntime" : "torch");
    foreach (var name in new[] { "torch", "onnxruntime" })
    {
        var libtorch = name == "torch" ? args.ElementAtOrDefault(2) : null;
        foreach (var remark in NativeFolder.Compose(Path.Combine(args[1], name), natives[name], libtorch, StandardLibrary.Find()))
        {
            Console.Error.WriteLine($"setup: {remark}");
        }
    }

    return 0;
}
catch (Exception e) when (e is SetupException or IOException or UnauthorizedAccessException or InvalidDataException)
{
    Console.Error.WriteLine($"setup: {e.Message}");
    return 1;
}
