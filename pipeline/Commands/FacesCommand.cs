using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Gans.Formats;
using Gans.Inference.Faces;
using Gans.Pipeline.Pretrained;
using Gans.Pipeline.Stages;

namespace Gans.Pipeline.Commands;

/// <summary><c>gans faces</c>.</summary>
internal static class FacesCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Makes the command.</summary>
    /// <param name="context">What all commands share.</param>
    public static Command Create(CommandContext context)
    {
        var image = new Argument<string>("IMAGE") { Description = "A JPEG, PNG or WebP file" };
        var draw = new Option<string?>("--draw") { Description = "Write the image with boxes and landmarks drawn on it", HelpName = "OUT.png" };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines" };
        var size = new ValueOption<long>(FaceStageOptions.MinimumSize);
        var detector = new Option<string?>("--detector")
        {
            Description = "What 'gans export --pretrained mtcnn' wrote; not given: made once, and kept",
            HelpName = "FOLDER",
        };
        var command = new Command(
            "faces", "Find the faces in an image.\n\nExample:\n  gans faces photo.jpg --draw faces.png") { image, draw, json, size.Symbol, detector };
        command.SetAction(arguments =>
        {
            using var signals = new StopSignals();
            var options = new FaceDetectorOptions { MinimumSize = (int)size.Value(arguments), Threads = Environment.ProcessorCount };
            var photo = ImageCodec.Load(arguments.GetRequiredValue(image));
            var folder = arguments.GetValue(detector) ?? PretrainedModels.Ensure("mtcnn", null, signals.Token);
            using var mtcnn = FaceDetector.Load(folder, options);
            var faces = mtcnn.Detect(photo);
            if (arguments.GetValue(draw) is { } drawing)
            {
                ImageCodec.Save(FaceDrawing.Draw(photo, faces), drawing);
            }

            context.Output.WriteLine(arguments.GetValue(json) ? ToJson(photo, faces) : ToText(faces));
            return GansCommandLine.Done;
        });
        return command;
    }

    private static string ToText(IReadOnlyList<FaceDetection> faces)
    {
        var lines = faces.Select(face => string.Create(
            CultureInfo.InvariantCulture,
            $"{face.Box.Left,7:0.0} {face.Box.Top,7:0.0} {face.Box.Right,7:0.0} {face.Box.Bottom,7:0.0}  {face.Confidence:0.0000}"));
        return faces.Count == 0 ? "no faces" : string.Join(Environment.NewLine, lines.Prepend("   left     top   right  bottom  confidence"));
    }

    private static string ToJson(Image photo, IReadOnlyList<FaceDetection> faces) => JsonSerializer.Serialize(
        new
        {
            height = photo.Height,
            width = photo.Width,
            faces = faces.Select(face => new
            {
                box = (float[])[face.Box.Left, face.Box.Top, face.Box.Right, face.Box.Bottom],
                confidence = face.Confidence,
                left_eye = Pair(face.Landmarks.LeftEye),
                right_eye = Pair(face.Landmarks.RightEye),
                nose = Pair(face.Landmarks.Nose),
                mouth_left = Pair(face.Landmarks.MouthLeft),
                mouth_right = Pair(face.Landmarks.MouthRight),
            }),
        },
        Indented);

    private static float[] Pair(FacePoint point) => [point.X, point.Y];
}
