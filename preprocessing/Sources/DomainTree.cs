namespace Gans.Preprocessing.Sources;

/// <summary>Two trees as one: the files of domain A below <c>A/</c>, those of domain B below <c>B/</c>.</summary>
internal sealed class DomainTree : FileTree
{
    private readonly FileTree domainA;
    private readonly FileTree domainB;

    /// <summary>Takes over both.</summary>
    /// <param name="domainA">Disposed with this one.</param>
    /// <param name="domainB">Disposed with this one.</param>
    internal DomainTree(FileTree domainA, FileTree domainB)
    {
        (this.domainA, this.domainB) = (domainA, domainB);
        Files =
        [
            .. domainA.Files.Select(static file => file with { Name = "A/" + file.Name }),
            .. domainB.Files.Select(static file => file with { Name = "B/" + file.Name }),
        ];
    }

    /// <inheritdoc/>
    internal override string Description => $"{domainA.Description} (A) and {domainB.Description} (B)";

    /// <inheritdoc/>
    internal override string? Digest => null;

    /// <inheritdoc/>
    internal override string Identity => $"{domainA.Identity} {domainB.Identity}";

    /// <inheritdoc/>
    internal override string Fingerprint => $"{domainA.Fingerprint} {domainB.Fingerprint}";

    /// <inheritdoc/>
    internal override IReadOnlyList<FileEntry> Files { get; }

    /// <inheritdoc/>
    internal override IEnumerable<PendingFile> Read(IEnumerable<int> indexes)
    {
        var firstOfB = domainA.Files.Count;
        return domainA.Read(indexes.TakeWhile(index => index < firstOfB))
            .Concat(domainB.Read(indexes.SkipWhile(index => index < firstOfB).Select(index => index - firstOfB)));
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        domainA.Dispose();
        domainB.Dispose();
    }
}
