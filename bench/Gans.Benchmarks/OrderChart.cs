using System.Globalization;
using System.Text;

namespace Gans.Benchmarks;

/// <summary>Draws distances by level as SVG, on a logarithmic scale: a line a disturbance, all from the same point.</summary>
internal static class OrderChart
{
    private const int Width = 720, Height = 400;
    private const int Left = 60, Right = 560, Top = 40, Bottom = 340;

    private static readonly string[] Colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7"];

    public static string Render(string title, double unspoilt, IReadOnlyList<(Disturbance Disturbance, double[] Values)> curves)
    {
        var levels = curves.Max(curve => curve.Values.Length);
        var lowest = (int)Math.Floor(Math.Log10(curves.Min(curve => curve.Values.Min(value => Math.Min(value, unspoilt)))));
        var highest = (int)Math.Ceiling(Math.Log10(curves.Max(curve => curve.Values.Max())));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" font-family="sans-serif" font-size="13">
            <rect width="{Width}" height="{Height}" fill="#ffffff"/>
            <text x="{Left}" y="22" font-size="15">{title}</text>

            """);
        for (var power = lowest; power <= highest; power++)
        {
            var value = Math.Pow(10, power);
            svg.Append(CultureInfo.InvariantCulture, $"""<line x1="{Left}" x2="{Right}" y1="{Y(value):0.#}" y2="{Y(value):0.#}" stroke="#dddddd"/>""");
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Left - 8}" y="{Y(value) + 4:0.#}" text-anchor="end">{value:G3}</text>{"\n"}""");
        }

        for (var level = 0; level <= levels; level++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{X(level):0.#}" y="{Bottom + 20}" text-anchor="middle">{level}</text>{"\n"}""");
        }

        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{(Left + Right) / 2}" y="{Bottom + 42}" text-anchor="middle">level</text>{"\n"}""");
        foreach (var (index, (disturbance, values)) in curves.Index())
        {
            var points = values.Prepend(unspoilt).Select((value, level) => string.Create(CultureInfo.InvariantCulture, $"{X(level):0.#},{Y(value):0.#}"));
            var said = string.Join(", ", disturbance.Levels.Select(level => level.ToString("0.##", CultureInfo.InvariantCulture)));
            svg.Append(CultureInfo.InvariantCulture, $"""
                <polyline points="{string.Join(' ', points)}" fill="none" stroke="{Colours[index]}" stroke-width="2.5"/>
                <text x="{Right + 10}" y="{Top + 16 + (index * 52)}" fill="{Colours[index]}" font-weight="bold">{disturbance.Name}</text>
                <text x="{Right + 10}" y="{Top + 32 + (index * 52)}" font-size="11">{disturbance.Unit}</text>
                <text x="{Right + 10}" y="{Top + 46 + (index * 52)}" font-size="11">{said}</text>

                """);
        }

        return svg.Append("</svg>\n").ToString();

        double X(int level) => Left + ((Right - Left) * (double)level / levels);

        double Y(double value) => Bottom - ((Bottom - Top) * (Math.Log10(value) - lowest) / (highest - lowest));
    }
}
