using System.Runtime.InteropServices;
using Gans.Formats.Vips;

namespace Gans.Formats.Tests;

[TestClass]
[DoNotParallelize]   // counts the whole process' native allocations
public sealed class VipsTests
{
    [TestMethod]
    public void NativeVersion_LibraryBesideAssembly_IsVersion8()
    {
        StringAssert.StartsWith(ImageCodec.NativeVersion, "8.");
        Assert.IsTrue(File.Exists(ImageCodec.NativeLocation), ImageCodec.NativeLocation);
    }

    [TestMethod]
    public void LoadFirst_NothingThere_ListsWhatWasTried()
    {
        var error = Assert.ThrowsExactly<DllNotFoundException>(() => VipsLibrary.LoadFirst(["/nowhere/libvips.so", "libnothing.so.1"]));

        StringAssert.Contains(error.Message, "/nowhere/libvips.so, libnothing.so.1");
        StringAssert.Contains(error.Message, VipsLibrary.PathVariable);
        Assert.DoesNotContain("\n", error.Message);
    }

    [TestMethod]
    public void Operation_UnknownName_ThrowsTheLibrarysWords()
    {
        var error = Assert.ThrowsExactly<VipsException>(() => new VipsOperation("no_such_operation").Dispose());

        StringAssert.Contains(error.Message, "no_such_operation");
    }

    [TestMethod]
    [Description("Good and damaged files, 100 of each: what libvips has allocated afterwards is what it had before.")]
    public unsafe void Decode_ManyFiles_FreesAllThatItMade()
    {
        var png = PngBuilder.Build(64, 64, 8, PngBuilder.Rgb, new byte[64 * 64 * 3]);
        var damaged = (byte[])png.Clone();
        damaged[png.Length / 2] ^= 1;
        var library = NativeLibrary.Load(ImageCodec.NativeLocation);
        var allocatedBytes = (delegate* unmanaged<nuint>)NativeLibrary.GetExport(library, "vips_tracked_get_mem");
        DecodeBoth();
        var before = allocatedBytes();

        for (var i = 0; i < 100; i++)
        {
            DecodeBoth();
        }

        // A worker thread of libvips may let go a moment after the caller has its pixels.
        Assert.IsTrue(SpinWait.SpinUntil(() => allocatedBytes() <= before, TimeSpan.FromSeconds(20)), $"{allocatedBytes()} bytes, {before} before");

        void DecodeBoth()
        {
            ImageCodec.Decode(png);
            Assert.ThrowsExactly<InvalidInputException>(() => ImageCodec.Decode(damaged));
        }
    }
}
