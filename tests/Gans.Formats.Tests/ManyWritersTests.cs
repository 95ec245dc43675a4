using System.Diagnostics;
using System.Globalization;

namespace Gans.Formats.Tests;

/// <summary>
/// Writers of one name side by side, and a reader that looks all the time. For three seconds; GANS_WRITERS_SECONDS says otherwise.
/// </summary>
[TestClass]
public sealed class ManyWritersTests(TestContext context)
{
    private const int Writers = 4;

    private static readonly string[] Whole = ["a", "b"];

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("GANS_WRITERS_SECONDS") ?? "3", CultureInfo.InvariantCulture));

    [TestMethod]
    [Description("Each fills a folder with two files; the reader looks at each by name, and lists the folder. Who opens a folder and is kept waiting for "
        + "longer than an older one is spared lists one that is gone by then: such a look says nothing.")]
    public void Commit_FourWritersOfOneFolder_IsNeverSeenButWhole()
    {
        using var folder = new TemporaryFolder();
        var target = folder["out"];
        Write(target);
        var faults = new List<string>();
        var (looks, late) = (0L, 0L);

        var (committed, refused) = Race(() => Write(target), () =>
        {
            looks++;
            if (!File.Exists(Path.Combine(target, "a")) || !File.Exists(Path.Combine(target, "b")))
            {
                faults.Add("a file is missing");
            }

            var watch = Stopwatch.StartNew();
            string?[] names = [.. Directory.GetFileSystemEntries(target).Select(Path.GetFileName).Order(StringComparer.Ordinal)];
            if (watch.Elapsed > WriterLock.ReadersGrace / 2)
            {
                late++;
            }
            else if (!names.SequenceEqual(Whole))
            {
                faults.Add($"it holds {string.Join(", ", names)}");
            }
        });

        context.WriteLine($"{committed} commits, {refused} refused, {looks} looks, {late} of them late, {faults.Count} not whole");
        Assert.AreEqual("", string.Join("; ", faults.Distinct()));
        Assert.IsGreaterThan(10, committed);
        Assert.IsGreaterThan(100, looks);
        Assert.AreEqual(1, Directory.GetFileSystemEntries(folder.Path).Length, "nothing is left over");
    }

    [TestMethod]
    public void Write_FourWritersOfOneFile_IsNeverSeenButWhole()
    {
        using var folder = new TemporaryFolder();
        var target = folder["out"];
        var bytes = Enumerable.Range(0, Writers).Select(writer => Enumerable.Repeat((byte)('a' + writer), 100_000).ToArray()).ToArray();
        AtomicFile.Write(target, stream => stream.Write(bytes[0]));
        var next = -1;
        var looks = 0L;

        var (committed, refused) = Race(
            () => AtomicFile.Write(target, stream => stream.Write(bytes[Interlocked.Increment(ref next) % Writers])),
            () =>
            {
                looks++;
                using var seen = new FileStream(target, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                var content = new byte[bytes[0].Length + 1];
                Assert.AreEqual(bytes[0].Length, seen.ReadAtLeast(content, content.Length, throwOnEndOfStream: false));
                Assert.IsTrue(content.AsSpan(0, bytes[0].Length).IndexOfAnyExcept(content[0]) < 0, "of two writers");
            });

        context.WriteLine($"{committed} commits, {refused} refused, {looks} looks");
        Assert.IsGreaterThan(10, committed);
        Assert.AreEqual(1, Directory.GetFileSystemEntries(folder.Path).Length, "nothing is left over");
    }

    /// <summary>Lets writers write until time is up; one that finds another at work is refused, and anything else that it is told is a fault.</summary>
    private static (long Committed, long Refused) Race(Action write, Action look)
    {
        var (committed, refused) = (0L, 0L);
        using var stop = new CancellationTokenSource(Time);
        Task[] writers = [.. Enumerable.Range(0, Writers).Select(_ => Task.Factory.StartNew(
            () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    try
                    {
                        write();
                        Interlocked.Increment(ref committed);
                    }
                    catch (InvalidInputException e) when (e.Message.Contains("another process is writing it", StringComparison.Ordinal))
                    {
                        Interlocked.Increment(ref refused);
                    }
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        try
        {
            while (!stop.IsCancellationRequested)
            {
                look();
            }
        }
        finally
        {
            stop.Cancel();
            Task.WaitAll(writers);
        }

        return (committed, refused);
    }

    private static void Write(string target)
    {
        using var work = new AtomicFolder(target);
        foreach (var name in Whole)
        {
            File.WriteAllText(Path.Combine(work.WorkPath, name), name);
        }

        work.Commit();
    }
}
