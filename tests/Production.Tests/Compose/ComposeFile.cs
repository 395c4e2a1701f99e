using YamlDotNet.RepresentationModel;

namespace Production.Tests;

/// <summary>The sample's <c>compose.yaml</c>.</summary>
internal sealed class ComposeFile
{
    public const string Folder = "samples/Production";

    private readonly YamlMappingNode _root;

    private ComposeFile(YamlMappingNode root) => _root = root;

    public static ComposeFile Read()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Repository.Read($"{Folder}/compose.yaml")));
        return new ComposeFile((YamlMappingNode)yaml.Documents.Single().RootNode);
    }

    public YamlMappingNode Services => Map(_root, "services");

    public YamlMappingNode Service(string name) => Map(Services, name);

    /// <summary>The keys at the top, beside <c>services</c>.</summary>
    public YamlMappingNode Top(string name) => Map(_root, name);

    public IReadOnlyDictionary<string, string> Environment(string service) =>
        Map(Service(service), "environment").Children.ToDictionary(entry => Text(entry.Key), entry => Text(entry.Value));

    public static YamlMappingNode Map(YamlNode node, string key) => (YamlMappingNode)node[key];

    public static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    public static IReadOnlyList<string> Texts(YamlNode node) =>
        node is YamlMappingNode map ? [.. map.Children.Keys.Select(Text)] : [.. ((YamlSequenceNode)node).Children.Select(Text)];
}
