using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gans.Formats.Vips;

/// <summary>The calls of libvips 8 and of the GObject library inside it that this assembly makes; none of them is variadic.</summary>
internal static unsafe partial class NativeMethods
{
    /// <summary>The name under which <see cref="VipsLibrary"/> resolves the library.</summary>
    internal const string Library = "libvips-cpp";

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int vips_init(string program);

    [LibraryImport(Library)]
    internal static partial byte* vips_version_string();

    [LibraryImport(Library)]
    internal static partial void vips_cache_set_max(int operations);

    [LibraryImport(Library)]
    internal static partial void vips_concurrency_set(int threads);

    [LibraryImport(Library)]
    internal static partial nint vips_error_buffer_copy();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint vips_operation_new(string name);

    [LibraryImport(Library)]
    internal static partial nint vips_cache_operation_build(nint operation);

    [LibraryImport(Library)]
    internal static partial void vips_object_unref_outputs(nint operation);

    [LibraryImport(Library)]
    internal static partial nint vips_image_new_from_memory(byte* pixels, nuint size, int width, int height, int bands, int format);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void vips_image_set_int(VipsImage image, string name, int number);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void vips_image_set_array_int(VipsImage image, string name, int* numbers, int count);

    [LibraryImport(Library)]
    internal static partial nint vips_region_new(VipsImage image);

    [LibraryImport(Library)]
    internal static partial nint vips_region_fetch(nint region, int left, int top, int width, int height, out nuint size);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_orientation(VipsImage image);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_width(VipsImage image);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_height(VipsImage image);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_bands(VipsImage image);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_format(VipsImage image);

    [LibraryImport(Library)]
    internal static partial int vips_image_get_interpretation(VipsImage image);

    [LibraryImport(Library)]
    internal static partial nuint vips_image_get_type();

    [LibraryImport(Library)]
    internal static partial nuint vips_blob_get_type();

    [LibraryImport(Library)]
    internal static partial nint vips_blob_new(nint free, byte* data, nuint length);

    [LibraryImport(Library)]
    internal static partial byte* vips_blob_get(nint blob, out nuint length);

    [LibraryImport(Library)]
    internal static partial void vips_area_unref(nint area);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void g_object_set_property(nint instance, string name, in GValue value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void g_object_get_property(nint instance, string name, ref GValue value);

    [LibraryImport(Library)]
    internal static partial void g_object_unref(nint instance);

    [LibraryImport(Library)]
    internal static partial void g_value_init(ref GValue value, nuint type);

    [LibraryImport(Library)]
    internal static partial void g_value_unset(ref GValue value);

    [LibraryImport(Library)]
    internal static partial void g_value_set_int(ref GValue value, int number);

    [LibraryImport(Library)]
    internal static partial void g_value_set_boolean(ref GValue value, int truth);

    [LibraryImport(Library)]
    internal static partial void g_value_set_object(ref GValue value, nint instance);

    [LibraryImport(Library)]
    internal static partial nint g_value_dup_object(in GValue value);

    [LibraryImport(Library)]
    internal static partial void g_value_set_boxed(ref GValue value, nint boxed);

    [LibraryImport(Library)]
    internal static partial nint g_value_get_boxed(in GValue value);

    [LibraryImport(Library)]
    internal static partial void g_free(nint memory);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial uint g_log_set_handler(
        string domain, int levels, delegate* unmanaged[Cdecl]<nint, int, nint, nint, void> handler, nint state);

    /// <summary>A log handler that drops the message: what matters reaches us as an error.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void DropLogMessage(nint domain, int level, nint message, nint state)
    {
    }
}

/// <summary>GLib's typed value: a type and 16 bytes of payload.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GValue
{
    /// <summary>The fundamental types of GLib, which never change.</summary>
    internal const nuint Int = 6 << 2, Boolean = 5 << 2;

    private readonly nuint type;
    private readonly ulong first;
    private readonly ulong second;
}
