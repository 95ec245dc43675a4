using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Gans.Pipeline.Reports;

/// <summary>
/// HTML that is right as it stands. Made by <see cref="Of"/>, which escapes every value put into it, so that nothing from a file can become a tag.
/// </summary>
internal readonly record struct Html
{
    private readonly string? text;

    private Html(string text) => this.text = text;

    /// <summary>No HTML.</summary>
    public static Html None => default;

    /// <summary>HTML with values in it: pieces of HTML go in as they are, all else is escaped, numbers in the invariant culture.</summary>
    /// <param name="content">An interpolated string.</param>
    public static Html Of(Interpolation content) => new(content.ToString());

    /// <summary>A file that travels inside this assembly, as it is.</summary>
    /// <param name="name">Its name.</param>
    public static Html FromResource(string name)
    {
        using var reader = new StreamReader(typeof(Html).Assembly.GetManifestResourceStream(name)!);
        return new Html(reader.ReadToEnd());
    }

    /// <summary>Pieces one after the other.</summary>
    /// <param name="pieces">The pieces.</param>
    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces));

    /// <inheritdoc/>
    public override string ToString() => text ?? "";

    /// <summary>Builds HTML from an interpolated string.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Interpolation
    {
        private readonly StringBuilder builder;

        public Interpolation(int literalLength, int formattedCount) => builder = new StringBuilder(literalLength + (formattedCount * 16));

        public void AppendLiteral(string literal) => builder.Append(literal);

        public void AppendFormatted(Html html) => builder.Append(html);

        public void AppendFormatted(string? value) => builder.Append(WebUtility.HtmlEncode(value));

        public void AppendFormatted(long value) => builder.Append(value.ToString(CultureInfo.InvariantCulture));

        public void AppendFormatted(double value, string format) => builder.Append(WebUtility.HtmlEncode(value.ToString(format, CultureInfo.InvariantCulture)));

        public override string ToString() => builder.ToString();
    }
}
