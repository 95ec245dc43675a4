using Gans.Formats;

namespace Gans.Inference.Metrics;

/// <summary>
/// Temporary files, in <c>TMPDIR</c>: without a name as soon as they are open where the system allows that, and gone with the process however it ends.
/// </summary>
internal static class ScratchFile
{
    /// <summary>Makes an empty one.</summary>
    /// <param name="what">What it is for, such as <c>features</c>.</param>
    /// <exception cref="InvalidInputException">The folder cannot be written to.</exception>
    internal static FileStream Create(string what)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete, bufferSize: 0, FileOptions.DeleteOnClose);
            if (OperatingSystem.IsLinux())
            {
                File.Delete(path);
            }

            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(
                $"Keeping {what} in {Path.GetTempPath()}: {e.Message.TrimEnd('.')}. Set TMPDIR to a folder that can be written to.", e);
        }
    }

    /// <summary>What to throw where one cannot be written; null where the failure speaks for itself.</summary>
    /// <param name="what">What it is for.</param>
    /// <param name="failure">What the system said.</param>
    internal static IOException? Explain(string what, IOException failure) => WriteFailure.IsDiskFull(failure)
        ? new($"Keeping {what} in {Path.GetTempPath()}: the disk is full. Free space there, or set TMPDIR to a folder on another disk.", failure)
        : null;
}
