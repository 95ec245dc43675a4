using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Gans.Pipeline.Caching;

/// <summary>Copies a file so that it takes no space twice where that is safe.</summary>
internal static partial class SharedCopy
{
    /// <summary>Copies a file: its blocks are shared until one of the two changes, where the disk can do that; else byte by byte.</summary>
    /// <param name="from">The file.</param>
    /// <param name="to">A name that nothing has.</param>
    /// <param name="mayLink">Nobody writes into the file, so that both names may stand for it where the disk cannot share blocks.</param>
    public static void Make(string from, string to, bool mayLink)
    {
        // File.Copy shares blocks by itself where it can, but does not say whether it did
        if (!mayLink || (!TryShareBlocks(from, to) && NativeMethods.link(from, to) != 0))
        {
            File.Copy(from, to);
        }
    }

    private static bool TryShareBlocks(string from, string to)
    {
        using var source = File.OpenHandle(from);
        using (var target = File.OpenHandle(to, FileMode.CreateNew, FileAccess.Write))
        {
            if (NativeMethods.ioctl(target, NativeMethods.ShareBlocks, source) == 0)
            {
                return true;
            }
        }

        File.Delete(to);
        return false;
    }

    private static partial class NativeMethods
    {
        /// <summary>FICLONE.</summary>
        public const nuint ShareBlocks = 0x40049409;

        [LibraryImport("libc")]
        public static partial int ioctl(SafeFileHandle target, nuint request, SafeFileHandle source);

        [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
        public static partial int link(string from, string to);
    }
}
