namespace Gans.Pipeline.Reports;

/// <summary>What every page is made of: one HTML file that needs nothing else, no network, and a script only to look closer.</summary>
internal static class Page
{
    /// <summary>Makes a page.</summary>
    /// <param name="title">Its heading.</param>
    /// <param name="note">One line under it.</param>
    /// <param name="content">The rest.</param>
    public static string Render(string title, string note, Html content) => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{title}</title>
        <style>{Html.FromResource("report.css")}</style>
        </head>
        <body>
        <main>
        <h1>{title}</h1>
        <p class="note">{note}</p>
        {content}
        </main>
        <script>{Html.FromResource("report.js")}</script>
        </body>
        </html>

        """).ToString();

    /// <summary>A part of a page.</summary>
    public static Html Section(string title, Html content) => Html.Of($"<section><h2>{title}</h2>{content}</section>");

    /// <summary>A picture and its caption.</summary>
    public static Html Figure(Picture picture) => Html.Of(
        $"<figure><img alt=\"{picture.Caption}\" src=\"{picture.Source}\"><figcaption>{picture.Caption}</figcaption></figure>");
}
