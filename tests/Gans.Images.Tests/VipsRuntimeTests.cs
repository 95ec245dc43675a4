using NetVips;

namespace Gans.Formats.Tests;

[TestClass]
[DoNotParallelize]   // counts the whole process' native allocations
public sealed class VipsRuntimeTests
{
    [TestMethod]
    public void NativeVersion_LibraryOfThePackage_IsVersion8()
    {
        StringAssert.StartsWith(ImageCodec.NativeVersion, "8.");
        Assert.IsTrue(File.Exists(ImageCodec.NativeLocation), ImageCodec.NativeLocation);
    }

    [TestMethod]
    public void Missing_LoaderSaidWhy_RepeatsItInOneLineAndSaysWhatToDo()
    {
        var reason = new DllNotFoundException("Unable to load libvips.so.42:\nno such file.");

        var error = VipsRuntime.Missing(reason);

        Assert.AreEqual(
            "Loading libvips: found Unable to load libvips.so.42: no such file, needed the library of this system. "
            + "Reference the NetVips.Native package of its name, or install libvips 8.15 or later.",
            error.Message);
        Assert.AreSame(reason, error.InnerException);
    }

    [TestMethod]
    [Description("Good and damaged files, 100 of each: what libvips has allocated afterwards is what it had before.")]
    public void Decode_ManyFiles_FreesAllThatItMade()
    {
        var png = PngBuilder.Build(64, 64, 8, PngBuilder.Rgb, new byte[64 * 64 * 3]);
        var damaged = (byte[])png.Clone();
        damaged[png.Length / 2] ^= 1;
        DecodeBoth();
        var before = Stats.Mem;

        for (var i = 0; i < 100; i++)
        {
            DecodeBoth();
        }

        // A worker thread of libvips may let go a moment after the caller has its pixels.
        Assert.IsTrue(SpinWait.SpinUntil(() => Stats.Mem <= before, TimeSpan.FromSeconds(20)), $"{Stats.Mem} bytes, {before} before");

        void DecodeBoth()
        {
            ImageCodec.Decode(png);
            Assert.ThrowsExactly<InvalidInputException>(() => ImageCodec.Decode(damaged));
        }
    }
}
