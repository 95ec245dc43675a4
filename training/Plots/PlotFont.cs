using ScottPlot;
using SkiaSharp;

namespace Gans.Training.Plots;

/// <summary>The font of plots, which travels inside this assembly: plots look the same where other fonts are installed, or none.</summary>
internal sealed class PlotFont : IFontResolver
{
    /// <summary>What ScottPlot knows it by: no installed font has this name.</summary>
    internal const string Name = "Lato of Gans";

    private const string Resource = "Lato.ttf";

    static PlotFont() => Fonts.FontResolvers.Add(new PlotFont());

    private PlotFont()
    {
    }

    /// <summary>Gives all texts of a plot this font.</summary>
    internal static void ApplyTo(Plot plot)
    {
        plot.Font.Set(Name);
        plot.Legend.FontName = Name;
    }

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing)
    {
        if (fontName != Name)
        {
            return null;
        }

        using var font = typeof(PlotFont).Assembly.GetManifestResourceStream(Resource);
        return SKTypeface.FromStream(font);
    }

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        CreateTypeface(fontName, FontWeight.Normal, FontSlant.Upright, FontSpacing.Normal);
}
