using System.Net;
using System.Net.Http.Headers;
using Gans.Formats;
using Gans.Preprocessing.Sources;

namespace Gans.Preprocessing.Downloads;

/// <summary>
/// Fetches files from the web, each once, into a cache; nothing is believed without its digest. A download that broke off goes on where it was.
/// </summary>
/// <param name="cache">Folder of the cache.</param>
internal sealed class Download(string cache)
{
    private const int BufferSize = 1 << 16;
    private const long ReportEvery = 1 << 20;

    /// <summary>The user's cache: <c>$XDG_CACHE_HOME/gans/downloads</c>, else <c>~/.cache/gans/downloads</c>.</summary>
    internal static Download ToUserCache()
    {
        var root = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return new Download(Path.Combine(root, "gans", "downloads"));
    }

    /// <summary>Whether a user's input is an address of the web.</summary>
    internal static bool IsAddress(string input) =>
        input.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || input.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The path of a file, fetched unless the cache has it.</summary>
    /// <param name="address">http or https.</param>
    /// <param name="sha256">What the file must have, 64 lower-case hexadecimal digits.</param>
    /// <param name="progress">Told about the bytes; null for silence.</param>
    /// <param name="cancellationToken">Stops it; what has come stays for the next time.</param>
    /// <exception cref="InvalidInputException">The address is none, or the server has no such file, or it is another one.</exception>
    /// <exception cref="IOException">The connection broke off, or the disk is full.</exception>
    internal string Fetch(string address, string sha256, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            throw new InvalidInputException($"Fetching {address}: found no address of the web, needed one such as https://host/file.zip. Check it.");
        }

        var name = Path.GetFileName(uri.LocalPath) is { Length: > 0 } last ? last : "download";
        var path = Path.Combine(cache, sha256, name);
        if (!File.Exists(path))
        {
            var partial = path + ".partial";
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Receive(uri, partial, progress, cancellationToken);
            Check(address, partial, sha256);
            File.Move(partial, path);
        }

        return path;
    }

    private static void Receive(Uri uri, string partial, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            using var file = new FileStream(partial, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, BufferSize);
            using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
            using var request = new HttpRequestMessage(HttpMethod.Get, uri);
            request.Headers.Range = new RangeHeaderValue(file.Length, null);
            using var response = client.Send(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                return;   // all bytes were there already
            }

            if (!response.IsSuccessStatusCode)
            {
                throw new InvalidInputException(
                    $"Fetching {uri}: found status {(int)response.StatusCode} ({response.ReasonPhrase}), needed the file. Check the address.");
            }

            file.SetLength(response.StatusCode == HttpStatusCode.PartialContent ? file.Length : 0);
            file.Seek(0, SeekOrigin.End);
            Copy(response, file, progress, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException)
        {
            throw new IOException($"Fetching {uri}: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}. Try again: it goes on where it was.", e);
        }
    }

    private static void Copy(HttpResponseMessage response, FileStream file, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        var total = file.Length + (response.Content.Headers.ContentLength ?? 0);
        using var content = response.Content.ReadAsStream(cancellationToken);
        var buffer = new byte[BufferSize];
        var reported = 0L;
        while (content.Read(buffer) is > 0 and var read)
        {
            cancellationToken.ThrowIfCancellationRequested();
            file.Write(buffer, 0, read);
            if (file.Position - reported >= ReportEvery)
            {
                reported = file.Position;
                progress?.Report(new StageProgress("fetching", reported, Math.Max(total, reported), "bytes"));
            }
        }
    }

    private static void Check(string address, string partial, string sha256)
    {
        var found = SourceFile.Digest(partial);
        if (found != sha256)
        {
            var size = new FileInfo(partial).Length;
            File.Delete(partial);
            throw new InvalidInputException(
                $"Fetching {address}: found a file of {size:N0} bytes with SHA-256 {found}, needed {sha256}. It was dropped; "
                + "check the address and the digest.");
        }
    }
}
