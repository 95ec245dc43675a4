using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gans.Preprocessing.Tests.Downloads;

/// <summary>A web server in this process that has one file, /file.bin.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, port: 0);
    private readonly byte[] content;
    private readonly CancellationTokenSource stopped = new();
    private readonly Task work;

    internal FileServer(byte[] content)
    {
        this.content = content;
        listener.Start();
        work = Task.Run(Serve);
    }

    /// <summary>Address of the file.</summary>
    internal string Address => $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/file.bin";

    /// <summary>Whether it understands that a part is asked for.</summary>
    internal bool KnowsRanges { get; set; } = true;

    /// <summary>Bytes after which it hangs up, whatever it promised.</summary>
    internal int HangsUpAfter { get; set; } = int.MaxValue;

    /// <summary>Whether it falls silent in place of hanging up.</summary>
    internal bool Stalls { get; set; }

    /// <summary>Where it sends those that ask; null: nowhere.</summary>
    internal string? Redirect { get; set; }

    /// <summary>Whether it goes on without an end, and never says how long the file is.</summary>
    internal bool IsEndless { get; set; }

    /// <summary>First byte that each request asked for.</summary>
    internal List<int> Requests { get; } = [];

    public void Dispose()
    {
        stopped.Cancel();
        listener.Stop();
        work.Wait();
        stopped.Dispose();
    }

    private void Serve()
    {
        while (true)
        {
            try
            {
                using var client = listener.AcceptTcpClient();
                Answer(client.GetStream());
            }
            catch (IOException)
            {
                // whoever asked hung up
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;   // stopped
            }
        }
    }

    private void Answer(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        if (reader.ReadLine() is not { } request)
        {
            return;   // whoever asked changed his mind
        }

        var start = 0;
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            if (line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase))
            {
                start = int.Parse(line["Range: bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture);
            }
        }

        Requests.Add(start);
        if (Redirect is not null)
        {
            stream.Write(Encoding.ASCII.GetBytes($"HTTP/1.1 302 Found\r\nLocation: {Redirect}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            return;
        }

        if (IsEndless)
        {
            stream.Write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"u8);
            while (!stopped.IsCancellationRequested)
            {
                stream.Write(content);
            }

            return;
        }

        var status = !request.Contains("/file.bin", StringComparison.Ordinal) ? "404 Not Found"
            : !KnowsRanges ? "200 OK"
            : start >= content.Length ? "416 Range Not Satisfiable" : "206 Partial Content";
        var body = status[0] == '4' ? [] : content.AsSpan(KnowsRanges ? start : 0);
        stream.Write(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"));
        stream.Write(body[..Math.Min(body.Length, HangsUpAfter)]);
        if (Stalls)
        {
            stopped.Token.WaitHandle.WaitOne();
        }
    }
}
