using FsCheck;
using FsCheck.Fluent;
using Gans.Formats;

namespace Gans.Testing;

/// <summary>Hands damaged files to a reader, which must read them or say what is wrong, and may not believe sizes that they claim.</summary>
internal static class ReaderFuzz
{
    private const ulong Seed = 1, Gamma = 3;   // any two numbers, the second odd: a failure comes back in the next run
    private const long AllowedOverhead = 1 << 20;   // buffers and messages, whatever the file
    private const int AllowedPerByte = 32;

    /// <summary>Damages a whole file in many ways.</summary>
    /// <param name="whole">A file that the reader accepts.</param>
    /// <param name="read">Reads the file of the given name to its end.</param>
    /// <param name="count">How many damaged files.</param>
    internal static void Run(byte[] whole, Action<string> read, int count)
    {
        using var folder = new TemporaryFolder();
        var path = folder["damaged"];
        Assert.IsTrue(ReadsOrRefuses(path, whole, read, out var accepted) && accepted, "The undamaged file must be read.");
        var refused = 0;
        var property = Prop.ForAll(Gen.NonEmptyListOf(Damages(whole.Length)).Resize(4).ToArbitrary(), damages =>
        {
            var bytes = damages.Aggregate(whole, (file, damage) => damage.Apply(file));
            var holds = ReadsOrRefuses(path, bytes, read, out var accepted);
            refused += accepted ? 0 : 1;
            return holds;
        });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(Seed, Gamma), property);
        Assert.IsTrue(refused > count / 4, $"Only {refused} of {count} damaged files were refused: the damage does not reach what is checked.");
    }

    private static bool ReadsOrRefuses(string path, byte[] bytes, Action<string> read, out bool accepted)
    {
        File.WriteAllBytes(path, bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        accepted = true;
        try
        {
            read(path);
        }
        catch (InvalidInputException e)
        {
            accepted = false;
            Assert.IsFalse(e.Message.Contains('\n', StringComparison.Ordinal), e.Message);
            StringAssert.Contains(e.Message, path);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.IsTrue(allocated <= AllowedOverhead + (AllowedPerByte * bytes.LongLength), $"{allocated:N0} bytes allocated for a file of {bytes.Length:N0}.");
        return true;
    }

    private static Gen<Damage> Damages(int length) =>
        from kind in Gen.Choose(0, (int)DamageKind.Repeat).Select(number => (DamageKind)number)
        from place in Gen.OneOf(Gen.Choose(0, Math.Min(length, 256)), Gen.Choose(0, length))   // heads are short and matter most
        from size in Gen.Choose(1, 24)
        from value in Gen.Elements<byte>(0x00, 0x01, 0x7F, 0x80, 0xFF, (byte)'"', (byte)'0', (byte)'9', (byte)'[', (byte)'}')
        select new Damage(kind, place, size, value);

    private enum DamageKind
    {
        Flip,
        Overwrite,
        Fill,
        Insert,
        Remove,
        Truncate,
        Repeat,
    }

    private sealed record Damage(DamageKind Kind, int Place, int Size, byte Value)
    {
        internal byte[] Apply(byte[] file)
        {
            var start = Math.Min(Place, file.Length);
            var end = Math.Min(start + Size, file.Length);
            return Kind switch
            {
                DamageKind.Flip when start < file.Length => [.. file[..start], (byte)(file[start] ^ (1 << (Size % 8))), .. file[(start + 1)..]],
                DamageKind.Overwrite when start < file.Length => [.. file[..start], Value, .. file[(start + 1)..]],
                DamageKind.Fill => [.. file[..start], .. Enumerable.Repeat(Value, end - start), .. file[end..]],
                DamageKind.Insert => [.. file[..start], .. Enumerable.Repeat(Value, Size), .. file[start..]],
                DamageKind.Remove => [.. file[..start], .. file[end..]],
                DamageKind.Repeat => [.. file[..end], .. file[start..]],
                _ => file[..start],
            };
        }
    }
}
