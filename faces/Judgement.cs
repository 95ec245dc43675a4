using Microsoft.ML.OnnxRuntime;

namespace Gans.Inference.Faces;

/// <summary>What a network of the cascade says of its windows: those of a batch, or, for P-Net, of one image. Valid until disposed.</summary>
internal readonly ref struct Judgement
{
    private const int Points = 5;

    private readonly IDisposableReadOnlyCollection<OrtValue> results;
    private readonly ReadOnlySpan<float> logits;      // [N, 2, positions]
    private readonly ReadOnlySpan<float> boxes;       // [N, 4, positions]
    private readonly ReadOnlySpan<float> landmarks;   // [N, 10], O-Net only
    private readonly int positions;

    /// <param name="results">Logits, boxes and perhaps landmarks; owned from now on.</param>
    internal Judgement(IDisposableReadOnlyCollection<OrtValue> results)
    {
        this.results = results;
        logits = results[0].GetTensorDataAsSpan<float>();
        boxes = results[1].GetTensorDataAsSpan<float>();
        landmarks = results.Count > 2 ? results[2].GetTensorDataAsSpan<float>() : [];
        var shape = results[0].GetTensorTypeAndShape().Shape;
        Width = shape.Length > 2 ? (int)shape[3] : 1;
        positions = shape.Length > 2 ? (int)shape[2] * Width : 1;
    }

    /// <summary>Windows, of all images.</summary>
    internal int Count => logits.Length / 2;

    /// <summary>Windows side by side in one image.</summary>
    internal int Width { get; }

    /// <summary>Probability of a face in a window: the softmax of its two logits.</summary>
    internal float Score(int window) => 1 / (1 + MathF.Exp(At(logits, 2, window, 0) - At(logits, 2, window, 1)));

    /// <summary>The edges of the face, in parts of the window's size from its own edges.</summary>
    internal FaceBox Offsets(int window) => new(At(boxes, 4, window, 0), At(boxes, 4, window, 1), At(boxes, 4, window, 2), At(boxes, 4, window, 3));

    /// <summary>The landmarks in pixels of the photo.</summary>
    /// <param name="window">Index of the window.</param>
    /// <param name="box">Where it lies.</param>
    internal FaceLandmarks Landmarks(int window, in FaceBox box)
    {
        var points = landmarks.Slice(2 * Points * window, 2 * Points);
        return new FaceLandmarks(PointAt(points, 0, box), PointAt(points, 1, box), PointAt(points, 2, box), PointAt(points, 3, box), PointAt(points, 4, box));
    }

    /// <summary>Frees the network's results.</summary>
    public void Dispose() => results.Dispose();

    private static FacePoint PointAt(ReadOnlySpan<float> points, int index, in FaceBox box) =>
        new((points[index] * (box.Width + 1)) + box.Left - 1, (points[Points + index] * (box.Height + 1)) + box.Top - 1);

    private float At(ReadOnlySpan<float> values, int channels, int window, int channel) =>
        values[(((window / positions * channels) + channel) * positions) + (window % positions)];
}
