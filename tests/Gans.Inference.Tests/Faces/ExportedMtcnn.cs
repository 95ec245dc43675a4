using Gans.Formats;
using Gans.Training;

namespace Gans.Inference.Tests.Faces;

/// <summary>MTCNN, exported once for all tests, and the photos that set-up installs for them.</summary>
[TestClass]
public static class ExportedMtcnn
{
    private static readonly Lazy<TemporaryFolder> Export = new(() =>
    {
        var folder = new TemporaryFolder();
        MtcnnExport.Run(null, folder["mtcnn"], CancellationToken.None);
        return folder;
    });

    internal static string Folder => Export.Value["mtcnn"];

    /// <summary>One of six photos of two to five people, 1 to 6.</summary>
    internal static Image Photo(int number) =>
        ImageCodec.Load(ProjectFolders.Installed($"@vladmandic/face-api/demo/sample{number}.jpg").First(File.Exists));

    [AssemblyCleanup]
    public static void Delete()
    {
        if (Export.IsValueCreated)
        {
            Export.Value.Dispose();
        }
    }
}
