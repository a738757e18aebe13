using System.Threading;

namespace Solar.Notebooks.Engine.References;

/// <summary>The packages of a session; the set only grows, with one version of each.</summary>
internal sealed class SessionPackages(SessionOptions options)
{
    private readonly PackageRestore _restore = new(options.CacheDirectory);
    private readonly Dictionary<string, LockedPackage> _locked = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<PackageRequest> _requested = [];
    private readonly List<string> _sources = [];

    /// <summary>Adds a feed: an address, or a folder.</summary>
    /// <param name="source">Which.</param>
    /// <param name="folder">Where a relative path begins.</param>
    /// <exception cref="CellFailedException">The folder is not there.</exception>
    public void AddSource(string source, string folder)
    {
        var isAddress = Uri.TryCreate(source, UriKind.Absolute, out var address) && !address.IsFile;
        var place = isAddress ? source : Path.GetFullPath(source, folder);
        if (!isAddress && !Directory.Exists(place))
            throw new CellFailedException("SourceNotFound", $"There is no folder {place} to take packages from. A source is an https address or a folder; paths begin at the notebook's folder.");
        if (!_sources.Contains(place))
            _sources.Add(place);
    }

    /// <summary>Adds packages, restored if need be, and says what was installed.</summary>
    /// <returns>The new state, which holds once <see cref="Accept"/> was called.</returns>
    /// <exception cref="CellFailedException">The restore failed, or would change a version that is in use.</exception>
    public PackageLock Add(IReadOnlyList<PackageRequest> packages, CancellationToken cancellation)
    {
        foreach (var package in packages)
        {
            if (_locked.TryGetValue(package.Id, out var inUse) && !package.Accepts(inUse.Version))
                throw Conflict(inUse, $"version {package.Version} was asked for");
        }

        var set = new PackageSet(Grown(packages), _sources, options.WorkingDirectory);
        using var line = new StatusLine();
        var restored = _restore.Stored(set);
        if (restored is null)
        {
            line.Show($"Restoring {string.Join(", ", packages.Select(package => package.Id))} …");
            restored = _restore.Restore(set, cancellation);
        }

        foreach (var package in restored.Packages)
        {
            if (_locked.TryGetValue(package.Id, out var inUse) && inUse.Version != package.Version)
                throw Conflict(inUse, $"{string.Join(", ", packages.Select(asked => asked.Id))} needs version {package.Version}");
        }

        line.Show(string.Join('\n', packages.Select(asked => restored.Packages.Single(package => package.Id.Equals(asked.Id, StringComparison.OrdinalIgnoreCase)))
            .Select(package => $"Installed package {package.Id} version {package.Version}")
            .Concat(restored.Warnings)));
        return restored;
    }

    /// <summary>Makes a state the session's own.</summary>
    public void Accept(IReadOnlyList<PackageRequest> packages, PackageLock restored)
    {
        _requested.Clear();
        _requested.AddRange(Grown(packages).Select(package => package with { Version = restored.Packages.Single(found => found.Id.Equals(package.Id, StringComparison.OrdinalIgnoreCase)).Version }));
        foreach (var package in restored.Packages)
            _locked[package.Id] = package;
    }

    // What came before stays at its resolved version.
    private List<PackageRequest> Grown(IReadOnlyList<PackageRequest> packages) =>
    [
        .. _requested,
        .. packages.Where(package => !_requested.Exists(known => known.Id.Equals(package.Id, StringComparison.OrdinalIgnoreCase))).DistinctBy(package => package.Id, StringComparer.OrdinalIgnoreCase),
    ];

    private static CellFailedException Conflict(LockedPackage inUse, string wish) => new("PackageConflict",
        $"{inUse.Id} version {inUse.Version} is in use in this session, and {wish}. A session holds one version of a package and cannot let go of it: restart the kernel, and ask for all packages in one cell so that versions are chosen together.");
}
