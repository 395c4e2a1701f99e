namespace Gateway.Cgi.Tests.Support;

/// <summary>A configuration file of a web server, as the documentation shows it.</summary>
internal static class ServerFile
{
    public const string Folder = "tests/Gateway.Cgi.Tests/Servers";

    public static string Read(string name) => Repository.Read($"{Folder}/{name}");
}
