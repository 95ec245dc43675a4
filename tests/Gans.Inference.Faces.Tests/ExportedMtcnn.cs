using Gans.Formats;
using Gans.Training.Pretrained;

namespace Gans.Inference.Faces.Tests;

/// <summary>MTCNN, exported once for all tests, and the photos that set-up installs for them.</summary>
[TestClass]
public static class ExportedMtcnn
{
    private static readonly Lazy<DirectoryInfo> Parent = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("gans-mtcnn-");
        MtcnnExport.Run(null, Path.Combine(folder.FullName, "mtcnn"), CancellationToken.None);
        return folder;
    });

    internal static string Folder => Path.Combine(Parent.Value.FullName, "mtcnn");

    /// <summary>One of six photos of two to five people, 1 to 6.</summary>
    internal static Image Photo(int number) =>
        ImageCodec.Load(ProjectFolders.Installed($"@vladmandic/face-api/demo/sample{number}.jpg").First(File.Exists));

    [AssemblyCleanup]
    public static void Delete()
    {
        if (Parent.IsValueCreated)
        {
            Parent.Value.Delete(recursive: true);
        }
    }
}
