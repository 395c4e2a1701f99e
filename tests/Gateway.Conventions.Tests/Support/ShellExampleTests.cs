using Gateway.TestSupport;

namespace Gateway.Conventions.Tests;

public sealed class ShellExampleTests
{
    [Fact]
    public void Console_blocks_are_read_command_by_command()
    {
        const string Markdown = """
            # Title
            ```console
            $ one
            1
            1
            $ two \
              more
            ```
            ## Later
            ```console
            $ three
            3
            ```
            """;

        ShellExample.Parse(Markdown).ShouldBe([new("", "one", "1\n1\n"), new("", "two \\\n  more", ""), new("Later", "three", "3\n")]);
    }

    [Fact]
    public void Shell_blocks_are_read_line_by_line_with_their_here_documents()
    {
        const string Markdown = """
            ```sh
            one
            cat > file <<'END'
            ## not a heading

            text
            END
            two \
              more
            ```
            """;

        ShellExample.Parse(Markdown).Select(example => example.Command)
            .ShouldBe(["one", "cat > file <<'END'\n## not a heading\n\ntext\nEND", "two \\\n  more"]);
    }

    [Fact]
    public void Sentences_that_tell_what_a_command_does_count_and_other_code_does_not()
    {
        const string Markdown = """
            ## First
            `run it` listens at a port, `code` is code, and `ask it` prints `an answer`.
            ```csharp
            // `this` prints `nothing`
            ```
            """;

        ShellExample.Parse(Markdown).ShouldBe([new("First", "run it", null), new("First", "ask it", "an answer\n")]);
    }
}
