using FsCheck;
using FsCheck.Fluent;
using Gans.Formats;

namespace Gans.Inference.Tests;

[TestClass]
public sealed class ModelInfoMutationTests
{
    private const int Runs = 5_000;

    /// <summary>Small objects for each declared thing, buffers and messages: a constant that does not grow with what the bytes claim.</summary>
    private const long AllocationSlack = 256 * 1024;

    private const long AllocationPerByte = 64;

    private static readonly byte[] Valid = new TinyModel { Classes = 3, LatentSize = 3, Height = 2, Width = 2 }.ToBytes();

    /// <summary>One change to a file: overwrite, insert or remove bytes at a place.</summary>
    private static Gen<Func<byte[], byte[]>> Mutation =>
        from place in Gen.Choose(0, Valid.Length - 1)
        from value in Gen.Elements<byte>(0x00, 0x01, 0x7F, 0x80, 0xFF, 0x3A, 0x72, 0x12)
        from length in Gen.Choose(1, 12)
        from kind in Gen.Choose(0, 2)
        select (Func<byte[], byte[]>)(file => Change(file, Math.Min(place, file.Length), Enumerable.Repeat(value, length).ToArray(), kind));

    [TestMethod]
    public void Read_MutatedFile_IsReadOrRefusedWithinBounds()
    {
        var files = Gen.Select(Gen.ListOf(Mutation), changes => changes.Aggregate(Valid, (file, change) => change(file))).ToArbitrary();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Runs), Prop.ForAll(files, file =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                Assert.IsNotNull(ModelInfo.Read(new MemoryStream(file)).Metadata);
            }
            catch (InvalidInputException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }

            Assert.IsLessThan(AllocationSlack + AllocationPerByte * file.Length, GC.GetAllocatedBytesForCurrentThread() - before);
        }));
    }

    [TestMethod]
    [Description("A length of 2^63 - 1, and one of 1,000,000 that a text might have, in each place where the format has one.")]
    [DataRow(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F })]
    [DataRow(new byte[] { 0xC0, 0x84, 0x3D })]
    public void Read_LengthBeyondTheFile_IsRefusedWithoutAllocating(byte[] length)
    {
        foreach (var tag in new byte[] { 0x12, 0x3A, 0x42, 0x72, 0x7A })
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var e = Assert.ThrowsExactly<InvalidInputException>(() => ModelInfo.Read(new MemoryStream([0x08, 8, tag, .. length])));
            Assert.Contains("0 are left", e.Message);
            Assert.IsLessThan(AllocationSlack, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [TestMethod]
    [Description("A metadata entry of 4 bytes whose key claims 5, which the file has but the entry has not.")]
    public void Read_LengthBeyondItsMessage_IsRefused()
    {
        var e = Assert.ThrowsExactly<InvalidInputException>(() => ModelInfo.Read(new MemoryStream([0x08, 8, 0x72, 4, 0x0A, 5, 1, 2, 3, 4, 5, 6, 7, 8])));

        Assert.Contains("a part of 5 bytes where 2 are left at byte 5", e.Message);
    }

    private static byte[] Change(byte[] file, int place, byte[] bytes, int kind) => kind switch
    {
        0 =>
        [
            .. file.AsSpan(0, place), .. bytes.AsSpan(0, Math.Min(bytes.Length, file.Length - place)),
            .. file.AsSpan(Math.Min(file.Length, place + bytes.Length)),
        ],
        1 => [.. file.AsSpan(0, place), .. bytes, .. file.AsSpan(place)],
        _ => [.. file.AsSpan(0, place), .. file.AsSpan(Math.Min(file.Length, place + bytes.Length))],
    };
}
