using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Gans.Formats;
using Gans.Preprocessing.Sources;

namespace Gans.Preprocessing.Downloads;

/// <summary>
/// Fetches files from the web, each once, into a cache; nothing is believed without its digest, nor is what lies in the cache. A download that broke off goes
/// on where it was.
/// </summary>
/// <param name="cache">Folder of the cache.</param>
/// <param name="limits">What a download may cost; null for the usual.</param>
internal sealed class Download(string cache, DownloadLimits? limits = null)
{
    private const int BufferSize = 1 << 16;
    private const long ReportEvery = 1 << 20;
    private const int LongestName = 100;

    private readonly DownloadLimits limits = limits ?? new DownloadLimits();

    /// <summary>The user's cache: <c>$XDG_CACHE_HOME/gans/downloads</c>, else <c>~/.cache/gans/downloads</c>.</summary>
    internal static Download ToUserCache() => new(Path.Combine(ProjectFolders.Cache(), "downloads"));

    /// <summary>Whether a user's input is an address of the web.</summary>
    internal static bool IsAddress(string input) =>
        input.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || input.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>The path of a file, fetched unless the cache has it.</summary>
    /// <param name="address">http or https.</param>
    /// <param name="sha256">What the file must have, 64 lower-case hexadecimal digits.</param>
    /// <param name="size">Bytes of the file, where somebody says them.</param>
    /// <param name="progress">Told about the bytes; null for silence.</param>
    /// <param name="cancellationToken">Stops it; what has come stays for the next time.</param>
    /// <exception cref="InvalidInputException">The address is none, or the server has no such file, or it is another one, or a larger one.</exception>
    /// <exception cref="IOException">The connection broke off, or fell silent, or the disk is full.</exception>
    internal string Fetch(string address, string sha256, long? size, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !IsAddress(address))
        {
            throw new InvalidInputException($"Fetching {address}: found no address of the web, needed one such as https://host/file.zip. Check it.");
        }

        var path = PathOf(uri, sha256);
        if (File.Exists(path))
        {
            progress?.Report(new StageProgress("checking what was fetched", 0, 0));
            if (SourceFile.Digest(path) == sha256)
            {
                return path;
            }

            File.Delete(path);   // damaged, or another file: it is fetched anew
        }

        var partial = path + ".partial";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Receive(uri, partial, size ?? limits.Bytes, progress, cancellationToken);
        Check(address, partial, sha256);
        File.Move(partial, path, overwrite: true);
        return path;
    }

    /// <summary>Where a file lies once it is fetched.</summary>
    internal string PathOf(string address, string sha256) => PathOf(new Uri(address), sha256);

    private string PathOf(Uri uri, string sha256) => Path.Combine(cache, sha256, NameOf(uri));

    /// <summary>The last part of an address as a name that every file system takes: a data set may be named after it, and its ending tells its kind.</summary>
    private static string NameOf(Uri uri)
    {
        var last = uri.AbsolutePath[(uri.AbsolutePath.LastIndexOf('/') + 1)..];
        var name = string.Concat(
            Uri.UnescapeDataString(last).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_' ? letter : '-'));
        name = name[Math.Max(0, name.Length - LongestName)..].TrimStart('.', '-');
        return name.Length > 0 ? name : "download";
    }

    /// <summary>Brings the rest of a file; an empty one is not left behind.</summary>
    private void Receive(Uri uri, string partial, long most, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            using var file = new FileStream(partial, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, BufferSize);
            ReceiveAsync(uri, file, most, progress, cancellationToken).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is HttpRequestException or HttpIOException)
        {
            throw new IOException($"Fetching {uri}: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}. Try again: it goes on where it was.", e);
        }
        catch (Exception e) when (e is UriFormatException or NotSupportedException or ArgumentException or FormatException)
        {
            throw new InvalidInputException($"Fetching {uri}: {e.Message.ReplaceLineEndings(" ").TrimEnd('.')}. Check the address.", e);
        }
        finally
        {
            if (new FileInfo(partial) is { Exists: true, Length: 0 } nothing)
            {
                nothing.Delete();
            }
        }
    }

    private async Task ReceiveAsync(Uri uri, FileStream file, long most, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var request = new HttpRequestMessage(HttpMethod.Get, uri);
        request.Headers.Range = new RangeHeaderValue(file.Length, null);
        using var response = await Unless(
            silence => client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence), uri, cancellationToken).ConfigureAwait(false);
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
        await Copy(response.Content, uri, file, most, progress, cancellationToken).ConfigureAwait(false);
    }

    private async Task Copy(HttpContent content, Uri uri, FileStream file, long most, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        var total = file.Length + (content.Headers.ContentLength ?? 0);
        Require(total, most, uri, file);
        using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = new byte[BufferSize];
        var reported = 0L;
        while (await Unless(silence => stream.ReadAsync(buffer, silence).AsTask(), uri, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            Require(file.Position + read, most, uri, file);
            file.Write(buffer, 0, read);
            if (file.Position - reported >= ReportEvery)
            {
                reported = file.Position;
                progress?.Report(new StageProgress("fetching", reported, Math.Max(total, reported), "bytes"));
            }
        }
    }

    /// <summary>Waits for the server, but not for ever.</summary>
    private async Task<T> Unless<T>(Func<CancellationToken, Task<T>> ask, Uri uri, CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(limits.Silence);
        try
        {
            return await ask(silence.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException(FormattableString.Invariant(
                $"Fetching {uri}: found no byte for {limits.Silence.TotalSeconds:0.#} s, needed the rest. Try again: it goes on where it was."), e);
        }
    }

    private static void Require(long size, long most, Uri uri, FileStream file)
    {
        if (size > most)
        {
            file.SetLength(0);
            throw new InvalidInputException(FormattableString.Invariant(
                $"Fetching {uri}: found more than {most:N0} bytes, needed a file of as many at most. It was dropped; check the address."));
        }
    }

    private static void Check(string address, string partial, string sha256)
    {
        var size = new FileInfo(partial) is { Exists: true } came ? came.Length : 0;
        var found = size > 0 ? SourceFile.Digest(partial) : "of nothing";
        if (found != sha256)
        {
            File.Delete(partial);
            throw new InvalidInputException(
                string.Create(CultureInfo.InvariantCulture, $"Fetching {address}: found a file of {size:N0} bytes with SHA-256 {found}, needed {sha256}. ")
                + "It was dropped; check the address and the digest.");
        }
    }
}
