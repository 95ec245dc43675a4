using Gans.Formats;

namespace Gans.Inference.Faces;

/// <summary>Shows on a photo what a detector found.</summary>
public static class FaceDrawing
{
    private static ReadOnlySpan<byte> BoxColour => [0, 255, 0];

    private static ReadOnlySpan<byte> LandmarkColour => [255, 64, 0];

    /// <summary>Draws a box and five points for each face; lines are the thicker the larger the photo.</summary>
    /// <param name="photo">Grey or RGB; not changed.</param>
    /// <param name="faces">In pixels of the photo.</param>
    /// <returns>The photo in RGB, drawn on.</returns>
    public static Image Draw(Image photo, IEnumerable<FaceDetection> faces)
    {
        ArgumentNullException.ThrowIfNull(photo);
        ArgumentNullException.ThrowIfNull(faces);
        var drawn = photo.ToRgb();
        var line = 1 + (Math.Max(photo.Height, photo.Width) / 500);
        foreach (var (box, _, landmarks) in faces)
        {
            var (left, top, right, bottom) = ((int)box.Left, (int)box.Top, (int)box.Right, (int)box.Bottom);
            Fill(drawn, left, top, right, top + line, BoxColour);
            Fill(drawn, left, bottom - line, right, bottom, BoxColour);
            Fill(drawn, left, top, left + line, bottom, BoxColour);
            Fill(drawn, right - line, top, right, bottom, BoxColour);
            foreach (var point in (FacePoint[])[landmarks.LeftEye, landmarks.RightEye, landmarks.Nose, landmarks.MouthLeft, landmarks.MouthRight])
            {
                var (x, y) = ((int)MathF.Round(point.X), (int)MathF.Round(point.Y));
                Fill(drawn, x - line, y - line, x + line + 1, y + line + 1, LandmarkColour);
            }
        }

        return drawn;
    }

    /// <summary>Fills a rectangle, as far as it lies in the image; right and bottom are not part of it.</summary>
    private static void Fill(Image image, int left, int top, int right, int bottom, ReadOnlySpan<byte> colour)
    {
        for (var y = Math.Max(top, 0); y < Math.Min(bottom, image.Height); y++)
        {
            var row = image.Row(y);
            for (var x = Math.Max(left, 0); x < Math.Min(right, image.Width); x++)
            {
                colour.CopyTo(row[(3 * x)..]);
            }
        }
    }
}
