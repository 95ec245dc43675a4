using Gans.Setup;

// Gans.Setup LIST FOLDER [LIBTORCH]
//   LIST      a file that names the native libraries of the packages, one a line
//   FOLDER    the folder that is made of them
//   LIBTORCH  an unpacked libtorch, where the packages bring none
if (args.Length is not (2 or 3))
{
    Console.Error.WriteLine("usage: Gans.Setup LIST FOLDER [LIBTORCH]");
    return 2;
}

try
{
    foreach (var remark in NativeFolder.Compose(args[1], File.ReadAllLines(args[0]), args.ElementAtOrDefault(2), StandardLibrary.Find()))
    {
        Console.Error.WriteLine($"setup: {remark}");
    }

    return 0;
}
catch (Exception e) when (e is SetupException or IOException or UnauthorizedAccessException or InvalidDataException)
{
    Console.Error.WriteLine($"setup: {e.Message}");
    return 1;
}
