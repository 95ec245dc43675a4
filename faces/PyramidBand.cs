namespace Gans.Inference.Faces;

/// <summary>
/// One pass of P-Net: rows of one image of the pyramid. A large image goes in bands, so that memory stays bounded and close to the processor.
/// </summary>
/// <param name="Level">Which image of the pyramid, from 0.</param>
/// <param name="Scale">Its size relative to the photo.</param>
/// <param name="Vertical">How its rows are made.</param>
/// <param name="Horizontal">How its columns are made.</param>
/// <param name="FirstRow">The band's first row.</param>
/// <param name="Rows">The band's rows.</param>
internal readonly record struct PyramidBand(int Level, double Scale, AreaAxis Vertical, AreaAxis Horizontal, int FirstRow, int Rows)
{
    /// <summary>A window of P-Net's output in pixels of the photo, counted from 1, the last one included.</summary>
    /// <param name="x">Windows to its left.</param>
    /// <param name="y">Windows above it, in the band.</param>
    internal FaceBox WindowAt(int x, int y)
    {
        var (left, top, scale) = ((ImagePyramid.Stride * x) + 1, (ImagePyramid.Stride * y) + FirstRow + 1, Scale);
        return new FaceBox(InPhoto(left), InPhoto(top), InPhoto(left + ImagePyramid.Window - 1), InPhoto(top + ImagePyramid.Window - 1));

        float InPhoto(int position) => (float)Math.Truncate(position / scale);
    }
}
