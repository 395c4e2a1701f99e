using System.Text;

namespace Gateway.Testing.Tests.Coverage;

/// <summary>PEP 3333's readline: a Stream has none, and the framework's readers do it over any Stream.</summary>
public class InputByLinesTests
{
    [Fact]
    public async Task The_body_can_be_read_by_lines()
    {
        var lines = new List<string?>();
        var client = new GatewayClient((environ, startResponse) =>
        {
            using var reader = new StreamReader(environ.Input);
            while (reader.ReadLine() is { } line)
                lines.Add(line);
            startResponse("200 OK", []);
            return Body.Empty;
        });

        await client.Post("/", "a\nb\r\nc");

        lines.ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public async Task A_line_longer_than_the_room_for_it_is_split_and_nothing_is_lost()
    {
        var pieces = new List<string>();
        var client = new GatewayClient((environ, startResponse) =>
        {
            var piece = new byte[4];
            while (environ.Input.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false) is > 0 and var read)
                pieces.Add(Encoding.UTF8.GetString(piece, 0, read));
            startResponse("200 OK", []);
            return Body.Empty;
        });

        await client.Post("/", "0123456789");

        pieces.ShouldBe(["0123", "4567", "89"]);
    }
}
