namespace Gateway.Conventions.Tests.Support;

public sealed class RequirementTests
{
    private static readonly Requirement Absent = new("no-such-program", "apt-get install no-such-package");

    [Fact]
    public void A_missing_program_is_named_with_the_command_that_installs_it()
    {
        Absent.FindPath().ShouldBeNull();
        Absent.MissingMessage.ShouldBe("no-such-program is not installed: apt-get install no-such-package");
    }

    [Fact]
    public void A_test_is_skipped_where_one_of_its_programs_is_missing() =>
        Requirement.ReasonToSkip([Present, Absent], mayNotSkip: false).ShouldBe(Absent.MissingMessage);

    [Fact]
    public void No_test_is_skipped_where_every_program_is_there() =>
        Requirement.ReasonToSkip([Present], mayNotSkip: false).ShouldBeNull();

    [Fact]
    public void Nothing_is_skipped_where_the_environment_forbids_it() =>
        Requirement.ReasonToSkip([Absent], mayNotSkip: true).ShouldBeNull();

    [Fact]
    public void A_program_that_is_not_in_the_table_is_an_error_of_the_test() =>
        Should.Throw<ArgumentException>(() => Requirement.Of("no-such-program"))
            .Message.ShouldStartWith("no-such-program is not listed in Requirement.cs");

    [Fact]
    public void A_program_is_run_from_where_it_was_found() =>
        Present.FindPath().ShouldBe(Environment.ProcessPath);

    // The tests run in a program, so that is there for certain. Path.Combine keeps a full path as it is.
    private static Requirement Present => new(Environment.ProcessPath!, "");
}
